from __future__ import annotations

from mlaudit.graph.performance import Performance
from mlaudit.graph.servers import drop_between_servers, find_servers
from mlaudit.model.place import Place
from mlaudit.model.workflow import Effect, Flow


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


def test_services_that_share_a_log_wait_for_none_of_each_other() -> None:
    there = Flow("app", "web", "a.log", "a.log", "exact")
    back = Flow("web", "app", "a.log", "a.log", "exact")
    model = Flow("app", "batch", "m.pkl", "m.pkl", "exact")
    served = Flow("app", "web", "m.pkl", "m.pkl", "exact")
    assert drop_between_servers((there, back, model), {"app", "web"}) == (model,)
    assert drop_between_servers((there, back), {"app"}) == (there, back)
    assert drop_between_servers((served,), {"app", "web"}) == (served,)
