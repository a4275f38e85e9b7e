"""What people label and what vector stores hold flows between the steps that use it."""

from __future__ import annotations

import pytest

from mlaudit.scan import read_workflow
from tests.conftest import WriteTree

SEND = {
    "label-studio": (
        "from label_studio_sdk import Client\np = Client(url='u').get_project(7)\n"
        "p.import_tasks('tasks.json')\n",
        "from label_studio_sdk import Client\np = Client(url='u').get_project(7)\n"
        "p.export_tasks(export_type='JSON')\n",
    ),
    "argilla": (
        "import argilla as rg\nrg.Argilla(api_url='u').datasets(name='a').records.log([])\n",
        "import argilla as rg\nrg.Argilla(api_url='u').datasets(name='a').records.to_list()\n",
    ),
    "cvat": (
        "from cvat_sdk import make_client\nwith make_client('u') as c:\n"
        "    c.tasks.retrieve(4).import_annotations('COCO 1.0', 'before.json')\n",
        "from cvat_sdk import make_client\nwith make_client('u') as c:\n"
        "    c.tasks.retrieve(4).export_dataset('COCO 1.0', 'after.zip')\n",
    ),
    "doccano": (
        "from doccano_client import DoccanoClient\nd = DoccanoClient('u')\n"
        "d.upload(3, ['in.jsonl'], 'text', 'JSONL')\n",
        "from doccano_client import DoccanoClient\nd = DoccanoClient('u')\n"
        "d.download(3, format='JSONL')\n",
    ),
    "chroma": (
        "import chromadb\nc = chromadb.PersistentClient(path='db')\n"
        "c.get_or_create_collection('a').add(ids=['1'])\n",
        "import chromadb\nc = chromadb.PersistentClient(path='db')\n"
        "c.get_collection('a').query(query_texts=['x'])\n",
    ),
    "pinecone": (
        "from pinecone import Pinecone\ni = Pinecone(api_key='k').Index('a')\n"
        "i.upsert(vectors=[])\n",
        "from pinecone import Pinecone\ni = Pinecone(api_key='k').Index('a')\ni.query(vector=[])\n",
    ),
    "qdrant": (
        "from qdrant_client import QdrantClient\nq = QdrantClient(url='u')\n"
        "q.upsert(collection_name='a', points=[])\n",
        "from qdrant_client import QdrantClient\nq = QdrantClient(url='u')\n"
        "q.query_points('a', query=[])\n",
    ),
    "langchain": (
        "from langchain_chroma import Chroma\n"
        "Chroma.from_documents(d, e, persist_directory='db')\n",
        "from langchain_chroma import Chroma\n"
        "s = Chroma(persist_directory='db', embedding_function=e)\ns.similarity_search('x')\n",
    ),
    "langchain-client": (
        "import chromadb\nfrom langchain_chroma import Chroma\n"
        "c = chromadb.PersistentClient(path='db')\n"
        "Chroma(client=c, collection_name='a').add_documents([])\n",
        "import chromadb\nc = chromadb.PersistentClient(path='db')\nc.get_collection('a').get()\n",
    ),
    "llama-index": (
        "from llama_index.core import VectorStoreIndex\n"
        "i = VectorStoreIndex.from_documents(d)\ni.storage_context.persist(persist_dir='db')\n",
        "from llama_index.core import StorageContext\n"
        "s = StorageContext.from_defaults(persist_dir='db')\nprint(s)\n",
    ),
}


@pytest.mark.parametrize("name", SEND)
def test_who_puts_in_comes_before_who_takes_out(name: str, write_tree: WriteTree) -> None:
    first, second = SEND[name]
    files = {"first.py": f"{first}finish()\n", "second.py": f"{second}finish()\n"}
    found = read_workflow(write_tree(files))
    assert [(flow.before, flow.after) for flow in found.flows] == [("first.py", "second.py")]


GENERATING = {
    "gpt-4o": "from openai import OpenAI\nOpenAI().chat.completions.create(model='gpt-4o')\n",
    "asst_1": (
        "from openai import OpenAI\n"
        "OpenAI().beta.threads.runs.create(thread_id='t', assistant_id='asst_1')\n"
    ),
    "mistral-large": (
        "from mistralai import Mistral\nMistral().chat.complete(model='mistral-large')\n"
    ),
    "command-r": "import cohere\ncohere.ClientV2().chat(model='command-r', messages=[])\n",
    "anthropic.claude-v2": (
        "import boto3\n"
        "boto3.client('bedrock-runtime').invoke_model(modelId='anthropic.claude-v2', body='')\n"
    ),
}


@pytest.mark.parametrize("model", GENERATING)
def test_the_model_that_is_asked(model: str, write_tree: WriteTree) -> None:
    (step,) = read_workflow(write_tree({"ask.py": GENERATING[model]})).steps
    assert [(e.kind, e.artifact) for e in step.effects] == [("generate", model)]
