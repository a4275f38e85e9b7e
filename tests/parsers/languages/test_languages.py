"""Code of other languages gives the same accesses as the Python that does the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlaudit.parsers.languages import PROGRAMS
from mlaudit.parsers.registry import parse_file
from mlaudit.scan import read_workflow

SUFFIXES = (".R", ".jl", ".m", ".do", ".sas")


def touched(root: Path, name: str, code: str) -> list[tuple[str, str]]:
    """(mode, artifact) of a script by itself, in the order of its lines."""
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / name).write_text(code, encoding="utf-8")
    step = read_workflow(root).step_by_id[name]
    return [(access.mode, access.artifact) for access in step.accesses]


R = """
out <- "results"
save_it <- function(data, name = "all") {
  if (is.null(data)) {
    return(NULL)
  } else saveRDS(data, file.path(out, paste0(name, ".rds")))
}
frame <- readr::read_csv("raw.csv") %>% filter(x > 1) |>
  mutate(y = 2)
save_it(frame, "clean")
for (city in c("a", "b")) write.csv(frame, sprintf("%s.csv", city))
invisible(lapply(list("p", "q"), function(name) {
  ggsave(glue::glue("plots/{name}.png"), frame)
}))
settings <- list(path = "s.txt")
writeLines("x", settings$path)
tryCatch({ save(frame, file = r"(deep\\in.RData)") }, error = function(e) message(e))
frame %>% write_csv(., "last.csv")
"""


def test_r(tmp_path: Path) -> None:
    assert touched(tmp_path, "a.R", R) == [
        ("write", "results/clean.rds"),
        ("read", "raw.csv"),
        ("write", "a.csv"),
        ("write", "b.csv"),
        ("write", "plots/p.png"),
        ("write", "plots/q.png"),
        ("write", "s.txt"),
        ("write", "deep/in.RData"),
        ("write", "last.csv"),
    ]


JULIA = """
using CSV, DataFrames
const ROOT = joinpath(@__DIR__, "data")   #= a
comment =#
f(name; ending=".csv") = joinpath(ROOT, name * ending)
function main()
    frame = CSV.read(f("raw"), DataFrame)
    for city in ["a", "b"]
        CSV.write("$(city)_out.csv", frame)
    end
    open("log_$(length("x")).txt", "w") do io
        println(io, "x")
    end
    open(io -> write(io, "x"), "short.txt", "w")
    x = frame'
    @save "model.bson" x
    return isempty(ARGS) ? savefig("p.png") : nothing
end
if abspath(PROGRAM_FILE) == @__FILE__
    main()
end
"""


def test_julia(tmp_path: Path) -> None:
    assert touched(tmp_path, "a.jl", JULIA) == [
        ("read", "data/raw.csv"),
        ("write", "a_out.csv"),
        ("write", "b_out.csv"),
        ("write", "log_{length}.txt"),
        ("write", "short.txt"),
        ("write", "model.bson"),
        ("write", "p.png"),
    ]


MATLAB = """
%{
load('commented.mat')
%}
cfg.dir = 'data';
T = readtable(fullfile(cfg.dir, "raw.csv"));   % comment
B = T';
load raw
names = {'a', 'b'};
for i = 1:numel(names)
    writetable(T, [cfg.dir '/' names{1} '.csv']);
end
if ~exist('out.mat', 'file')
    save('out', 'B')
end
print(gcf, '-dpng', 'fig')
y = helper(3, ...
    'x.png');
function out = helper(n, name)
    out = n;
    imwrite(n, name);
end
"""


def test_matlab(tmp_path: Path) -> None:
    assert touched(tmp_path, "a.m", MATLAB) == [
        ("read", "data/raw.csv"),
        ("read", "raw.mat"),
        ("write", "data/a.csv"),
        ("write", "out.mat"),
        ("write", "fig.png"),
        ("write", "x.png"),
    ]


STATA = """* a comment
version 17
global root "data"
local years a b
use "$root/raw", clear  // all
qui merge 1:1 id using "other.dta", nogen ///
    keep(3)
foreach year of local years {
    capture save "out/`year'", replace
}
import delimited "in.csv", clear
tempfile held
save `held'
forvalues y=2000(1)2592{
    append using parts/`y'
}
use "`set`y''"
graph export fig.png, replace
/* use "commented.dta" */
"""


def test_stata(tmp_path: Path) -> None:
    assert touched(tmp_path, "a.do", STATA) == [
        ("read", "data/raw.dta"),
        ("read", "other.dta"),
        ("write", "out/a.dta"),
        ("write", "out/b.dta"),
        ("read", "in.csv"),
        ("read", "parts/{macro_y}"),
        ("write", "fig.png"),
    ]


SAS = """/* proc import datafile="no.csv"; */
%let folder = data;
libname store "&folder./tables";
proc import datafile="&folder./raw.csv" out=work.a dbms=csv replace; run;
data store.clean; set store.old; run;
* a comment with "quotes";
filename f 'notes.txt';
data _null_; infile f; run;
filename counts "&folder./counts.csv";
proc import datafile=counts out=work.c; run;
proc export data=store.clean outfile="out.csv" dbms=csv; run;
"""


def test_sas(tmp_path: Path) -> None:
    assert touched(tmp_path, "a.sas", SAS) == [
        ("read", "data/raw.csv"),
        ("read", "data/tables/old.sas7bdat"),
        ("write", "data/tables/clean.sas7bdat"),
        ("read", "notes.txt"),
        ("read", "data/counts.csv"),
        ("write", "out.csv"),
    ]


def test_code_of_other_files_is_followed(tmp_path: Path) -> None:
    (tmp_path / "lib.R").write_text("keep <- function(n) saveRDS(1, paste0(n, '.rds'))\n", "utf-8")
    assert ("write", "x.rds") in touched(tmp_path, "a.R", 'source("lib.R")\nkeep("x")\n')
    (tmp_path / "lib.jl").write_text('keep!(n) = jldsave(n * ".jld2")\n', "utf-8")
    assert ("write", "x.jld2") in touched(tmp_path, "a.jl", 'include("lib.jl")\nkeep!("x")\n')


def test_what_only_defines_is_no_step(tmp_path: Path) -> None:
    (tmp_path / "lib.R").write_text("library(dplyr)\nf <- function(x) read.csv(x)\n", "utf-8")
    (tmp_path / "lib.m").write_text("function f(x)\nload(x);\nend\n", "utf-8")
    assert read_workflow(tmp_path).steps == ()


def test_other_languages_that_end_alike() -> None:
    for code in (b"#import <Foundation/Foundation.h>\n", b"(* Mathematica *)\n", b"// C\n"):
        facts = parse_file("a.m", code)
        assert facts is not None
        assert facts.module is None


COMMANDS = {
    "Rscript --vanilla src/a.R x": "src/a.R",
    "R -f src/a.R": "src/a.R",
    "R CMD BATCH --no-save src/a.R out.Rout": "src/a.R",
    "Rscript -e \"source('src/a.R')\"": "src/a.R",
    "julia --project=. -t 4 src/a.jl": "src/a.jl",
    'matlab -batch "a"': "src/a.m",
    "matlab -nodisplay -r \"run('src/a.m'); exit\"": "src/a.m",
    "octave --no-gui src/a.m": "src/a.m",
    "stata-mp -b do src/a": "src/a.do",
    "sas -sysin src/a.sas": "src/a.sas",
    "cmd /c src/a.bat": "src/a.bat",
    "powershell -ExecutionPolicy Bypass -File src/a.ps1": "src/a.ps1",
    "pwsh src/a.ps1 -Name x": "src/a.ps1",
}


@pytest.mark.parametrize("command", COMMANDS)
def test_commands_that_start_them(command: str, tmp_path: Path) -> None:
    (tmp_path / "src").mkdir()
    texts = {".R": "read.csv('x.csv')", ".jl": 'load("x.jld2")', ".m": "load x", ".do": "use x"}
    texts |= {".sas": 'proc import datafile="x"; run;', ".bat": "type x", ".ps1": "Get-Content x"}
    for suffix, text in texts.items():
        (tmp_path / f"src/a{suffix}").write_text(text + "\n", "utf-8")
    (tmp_path / "run.sh").write_text(command + "\n", "utf-8")
    found = read_workflow(tmp_path).invocations
    assert [(i.by, i.of) for i in found if i.by == "run.sh"] == [("run.sh", COMMANDS[command])]


def test_the_command_of_a_step(tmp_path: Path) -> None:
    touched(tmp_path, "a b.R", "read.csv('x.csv')\n")
    assert read_workflow(tmp_path).step_by_id["a b.R"].command == "Rscript 'a b.R'"
    assert all("{}" in command for command in PROGRAMS.values())


@given(st.binary(max_size=300), st.sampled_from(SUFFIXES))
def test_any_bytes_give_facts(data: bytes, suffix: str) -> None:
    assert parse_file("a" + suffix, data) is not None


WORDS = st.sampled_from(
    [
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        "x",
        "=",
        "<-",
        "function",
        "end",
        "if",
        "for",
        "do",
        '"',
        "'",
        ";",
        "|>",
        "$",
        "@",
        "`",
        "%",
        "in",
        "else",
        "~",
        ":",
        "?",
        "use",
        "data",
        ",",
        "::",
        "\n",
    ]
)


@given(st.lists(WORDS, max_size=60), st.sampled_from(SUFFIXES))
def test_broken_code_gives_facts(words: list[str], suffix: str) -> None:
    assert parse_file("a" + suffix, " ".join(words).encode()) is not None


def test_deep_nesting_is_told() -> None:
    for suffix in (".R", ".jl", ".m"):
        facts = parse_file("a" + suffix, b"f(" * 5000)
        assert facts is not None
        assert [problem.reason for problem in facts.problems] == ["nested too deeply"]


OPTIONS = """
# Download the counts by hand from the portal of the agency.
library(optparse)
options <- list(
  make_option(c("-i", "--input"), type = "character", default = "in.csv"),
  make_option("--out_dir", help = "folder")
)
opt <- parse_args(OptionParser(option_list = options))
counts <- read.csv(opt$input)
saveRDS(counts, file.path(opt$out_dir, "counts.rds"))
"""


def test_options_of_r(tmp_path: Path) -> None:
    (tmp_path / "run.sh").write_text("Rscript a.R --out_dir results\n", "utf-8")
    assert touched(tmp_path, "a.R", OPTIONS) == [
        ("read", "in.csv"),
        ("write", "results/counts.rds"),
    ]
    code = (
        "library(argparse)\nparser <- ArgumentParser()\n"
        "parser$add_argument('--x', default = 'x.csv')\n"
        "args <- parser$parse_args()\nread.csv(args$x)\n"
    )
    assert touched(tmp_path, "b.R", code) == [("read", "x.csv")]


COMMENTED = {
    "a.R": "# Download the counts by hand from the portal.\nread.csv('x.csv')\n",
    "a.jl": '# Download the counts by hand from the portal.\nload("x.jld2")\n',
    "a.m": "% Download the counts by hand from the portal.\nload x\n",
    "a.do": "* Download the counts by hand from the portal.\nuse x\n",
    "a.bat": "rem Download the counts by hand from the portal.\ntype x\n",
    "a.ps1": "# Download the counts by hand from the portal.\nGet-Content x\n",
}


@pytest.mark.parametrize("name", COMMENTED)
def test_comments_tell_what_to_do(name: str) -> None:
    facts = parse_file(name, COMMENTED[name].encode())
    assert facts is not None
    assert [(i.verb, i.place.line) for i in facts.instructions] == [("download", 1)]


def test_documents_that_are_rendered(tmp_path: Path) -> None:
    (tmp_path / "report.Rmd").write_text("```{r}\nread.csv('x.csv')\n```\n", "utf-8")
    (tmp_path / "a.R").write_text('rmarkdown::render("report.Rmd")\n', "utf-8")
    found = read_workflow(tmp_path).invocations
    assert [(i.by, i.of) for i in found] == [("a.R", "report.Rmd")]


STRUCTURES = """
Base.@kwdef mutable struct Args
    rate::Float64 = 0.1
    folder::String = "runs"
    rounds
end
function train(; kws...)
    args = Args(; kws...)
    x, y = load_all("a"), "b"
    x[1, :] = y
    for (i, (first, second)) in enumerate(zip(x, y))
        count = i
        count += 1
    end
    names = [
        f(name)
        for name in ["a", "b"]
    ]...,
    jldsave(joinpath(args.folder, "$(y).jld2"); x)
    save(@sprintf("%s/%03d.png", args.folder, 7), x)
end
train(rounds = 3)
"""


def test_structures_of_julia(tmp_path: Path) -> None:
    assert touched(tmp_path, "a.jl", STRUCTURES) == [
        ("write", "runs/b.jld2"),
        ("write", "runs/007.png"),
    ]


SLOW = ("/*", "%{\n", "...", "$(", "\n", "#=", "[", "install.packages(", "`")


@pytest.mark.parametrize("piece", SLOW)
def test_repeated_openings_are_read_in_time(piece: str) -> None:
    # Where the time grew with the square of the length, this would take minutes.
    data = (piece * 20_000).encode()
    for name in ("a.R", "a.jl", "a.m", "a.do", "a.sas", "install.R", "shell.nix"):
        assert parse_file(name, data) is not None
