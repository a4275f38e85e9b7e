from __future__ import annotations

from mlaudit.graph.performance import Performance
from mlaudit.graph.servers import find_servers
from mlaudit.model.place import Place
from mlaudit.model.workflow import Effect


def serving(*paths: str) -> Performance:
    performance = Performance()
    performance.add(effects=[Effect("serve", "uvicorn", Place(path, 1)) for path in paths])
    return performance


def test_the_target_that_starts_the_least_stands_for_a_service() -> None:
    performances = {
        "Makefile:all": serving("app.py", "web.py"),
        "Makefile:app": serving("app.py"),
        "Makefile:start": serving("app.py"),
        "Makefile:web": serving("web.py"),
        "train.py": serving(),
    }
    assert find_servers(performances) == {
        "Makefile:all": False,
        "Makefile:app": True,
        "Makefile:start": False,
        "Makefile:web": True,
    }
