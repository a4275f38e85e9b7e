from __future__ import annotations

import pytest

from tests.parsers.python.reading import read

RUNNABLE = [
    "client.set_registered_model_alias('churn', 'champion', '3')",
    "def main(): pass\nif __name__ == '__main__':\n    main()\n",
    "import pandas as pd\ndf = pd.read_csv('a.csv')\nmodel.fit(df)\n",
    "import pandas as pd\ndf = pd.read_csv('a.csv')\n",
    "df.to_csv('b.csv')\n",
    "main()\n",
    "import sys\nsys.exit(main())\n",
    "raise SystemExit(main())\n",
    "for name in names:\n    convert(name)\n",
    "with open('a') as f:\n    f.write(text)\n",
    "print(evaluate(model))\n",
    "try:\n    train()\nexcept Exception:\n    pass\n",
    "history = model.fit(x, y)\n",
    "app = FastAPI()\n@app.get('/')\ndef root():\n    return predict()\n",
]

LIBRARY = [
    "import logging\nlogger = logging.getLogger(__name__)\nlogging.basicConfig(level='INFO')\n",
    "from pathlib import Path\nROOT = Path(__file__).parent\nDATA = ROOT / 'data'\nDATA.mkdir()\n",
    "import os\nKEY = os.environ.get('KEY', 'x')\nos.environ.setdefault('A', 'b')\n",
    "from typing import TypeVar\nT = TypeVar('T')\n@dec(1)\nclass C:\n    x: int = field()\n",
    "try:\n    import torch\nexcept ImportError:\n    torch = None\n",
    "import sys\nsys.path.append('..')\n",
    "import yaml\nwith open('params.yaml') as f:\n    params = yaml.safe_load(f)\n",
    "from sklearn.model_selection import train_test_split\n",
    "import numpy as np\nnp.random.seed(0)\nprint('loaded')\n",
    "if not os.path.exists(OUT):\n    os.makedirs(OUT)\n",
    "def f():\n    main()\n",
]


@pytest.mark.parametrize("source", RUNNABLE)
def test_scripts(source: str) -> None:
    module = read(source).module
    assert module is not None
    assert module.runnable


@pytest.mark.parametrize("source", LIBRARY)
def test_libraries(source: str) -> None:
    module = read(source).module
    assert module is not None
    assert not module.runnable
