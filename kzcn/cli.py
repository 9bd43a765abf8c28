"""The command `kzcn`. Each subcommand imports only what it needs: `kzcn report` on an unchanged folder does not load pandas."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

import kzcn
from kzcn.errors import KzcnError
from kzcn.sources import printable

DONE, PARTLY, WRONG_USAGE = 0, 1, 2
FILE = click.Path(dir_okay=False, path_type=Path)
NOTEBOOK_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


def _debug(function: Any) -> Any:
    return click.option("--debug", is_flag=True, expose_value=False, help="Show the traceback of an error.")(function)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(kzcn.__version__, prog_name="kzcn", message="%(prog)s %(version)s")
def cli() -> None:
    """Kazakhstan-China relations, read from policy articles with the sentence behind every number."""


@cli.command()
@click.argument("corpus", required=False)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=None,
    help="Folder of the report.  [default: reports/ and the name of CORPUS]",
)
@click.option(
    "--only",
    multiple=True,
    metavar="NAME",
    help="Run this notebook (can be repeated); others are kept if they are still valid.",
)
@click.option(
    "-p",
    "--parameter",
    "given",
    type=(str, str),
    multiple=True,
    metavar="NAME VALUE",
    help="Set a parameter of the notebooks.",
)
@click.option(
    "-f",
    "--file",
    "file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="YAML",
    help="Read parameters, or several named sets of them, from a file; each set gets a report.",
)
@click.option("--jobs", type=click.IntRange(min=1), default=None, help="Notebooks at a time.  [default: the cores]")
@click.option("--force", is_flag=True, help="Also run notebooks that have not changed.")
@click.option("--pdf", is_flag=True, help="Print the report to report.pdf as well (needs Chromium or Chrome).")
@click.option(
    "--public",
    is_flag=True,
    help="For publishing: show only the quoted sentences of articles, unless the rights in the sidecar allow the full text.",
)
@click.option(
    "--timeout",
    type=click.IntRange(min=1),
    default=None,
    metavar="SECONDS",
    help="Time limit for one cell.  [default: none]",
)
@click.option(
    "--notebooks",
    type=NOTEBOOK_FOLDER,
    default=None,
    help="A folder with your own notebooks instead of those of kzcn.",
)
@_debug
def report(
    corpus: str | None,
    out: Path | None,
    only: tuple[str, ...],
    given: tuple[tuple[str, str], ...],
    file: Path | None,
    jobs: int | None,
    force: bool,
    pdf: bool,
    public: bool,
    timeout: int | None,
    notebooks: Path | None,
) -> int:
    """Render the notebooks on the articles in CORPUS (default: seeds) as a report.

    In a project (kzcn init) its notebooks, its params.yaml and its articles are used, as far as nothing else is given.
    """
    from kzcn import parameters, project
    from kzcn.report import build, planning
    from kzcn.report.planning import Request

    home = project.find(Path.cwd())
    sets: Mapping[str, Mapping[str, Any]] = parameters.sets(file) if file else {"": {}}
    if home and not file:
        sets = parameters.sets(home / project.PARAMETERS)
        if corpus is not None:
            sets = {name: {**values, "corpus": corpus} for name, values in sets.items()}
    if home and not notebooks:
        notebooks = home / project.NOTEBOOKS
    request = Request(
        corpus or _articles(home),
        out,
        only,
        dict(given),
        sets,
        jobs or _cores(),
        force,
        pdf,
        public,
        timeout,
        notebooks,
        fork=True,
        home=Path(os.path.relpath(home)) if home else Path(),
    )
    problems = build.make(request)
    for line in problems:
        _say(f"kzcn: {line}", err=True)
    click.echo(f"{planning.output(request).as_posix()}/index.html")
    return PARTLY if problems else DONE


def _articles(home: Path | None) -> str:
    """Returns the address of the articles of a project, as seen from the working folder."""
    return Path(os.path.relpath(home / "seeds")).as_posix() if home else "seeds"


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@cli.command()
@click.argument("corpus")
@click.option("--out", required=True, help="Folder for the tables, or any fsspec address.")
@click.option(
    "--format", "ending", type=click.Choice(["csv", "parquet", "sqlite", "xlsx"]), default="csv", show_default=True
)
@click.option("--jobs", type=click.IntRange(min=1), default=1, show_default=True, help="Articles at a time.")
@click.option(
    "--scheduler", default=None, metavar="ADDRESS", help="Spread the articles over the workers of a Dask cluster."
)
@click.option("--force", is_flag=True, help="Also write tables that have not changed.")
@click.option(
    "--largest",
    type=click.FloatRange(min=0),
    default=20,
    show_default=True,
    metavar="MB",
    help="Size of an article at most.",
)
@click.option(
    "--timeout",
    type=click.FloatRange(min=0, min_open=True),
    default=120,
    show_default=True,
    metavar="SECONDS",
    help="Time for an article at most.",
)
@_debug
def tables(
    corpus: str,
    out: str,
    ending: str,
    jobs: int,
    scheduler: str | None,
    force: bool,
    largest: float,
    timeout: float,
) -> int:
    """Write the tables of the articles in CORPUS, with the agenda as event data and the actor map for Gephi."""
    import json

    from kzcn import publish
    from kzcn.report import cache, planning

    def build(new: Path) -> dict[str, int]:
        from kzcn import building
        from kzcn.pipeline import Limits

        limits = Limits(largest, timeout)
        counts, problems = building.build(corpus, new, ending, jobs=jobs, scheduler=scheduler, limits=limits)
        manifest.update(problems=_problems(problems.itertuples()), files=publish.digests(new))
        (new / publish.MANIFESTS["tables"]).write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
        return counts

    address = planning.located(corpus)[0]
    manifest: dict[str, Any] = {"kzcn": kzcn.__version__, "key": cache.tables_key(address, ending, largest)}
    if "://" in out:
        old = publish.uploaded_manifest(out, "tables")
        if not force and old.get("key") == manifest["key"]:
            click.echo(f"{out}: nothing has changed")
            return _set_aside(old["problems"])
        with publish.uploaded(out, "tables") as new:
            counts = build(new)
    else:
        folder = publish.place(Path(out), [address])
        with publish.locked(folder, "tables"):
            old = publish.read(folder / publish.MANIFESTS["tables"])
            if not force and old.get("key") == manifest["key"] and publish.is_whole(folder, old):
                click.echo(f"{Path(out).as_posix()}: nothing has changed")
                return _set_aside(old["problems"])
            with publish.replaced(folder, "tables") as new:
                counts = build(new)
    from kzcn import building

    out = out if "://" in out else Path(out).as_posix()
    for name, number in counts.items():
        click.echo(f"{out}/{building.shown(name, ending)}: {number} rows")
    click.echo(f"{out}/{building.EVENTS}: {counts['agenda']} events with PLOVER and CAMEO codes")
    for name in building.NETWORKS:
        click.echo(f"{out}/{name}: {counts['actors']} actors, {counts['edges']} ties")
    return _set_aside(manifest["problems"])


@cli.command()
@click.argument("corpus")
@_debug
def check(corpus: str) -> int:
    """Show for every file in CORPUS whether it was read, or why it was set aside."""
    from kzcn import sources
    from kzcn.structuring import structured

    if sources.holds_tables(sources.locate(corpus)):
        loaded = kzcn.load(corpus)
        documents, problems = loaded.documents.itertuples(), loaded.problems.itertuples()
    else:  # without data frames, which take longer to import than an article to read
        rows = list(structured(corpus, []).rows())
        documents, problems = (rows_["documents"][0] for rows_ in rows[:-1]), rows[-1]["problems"]
    for document in documents:
        _say(_read(document))
    return _set_aside(_problems(problems))


def _read(row: Any) -> str:
    """Returns a line on an article that was read."""
    facts = [str(fact) for fact in (row.title, row.published, row.source) if isinstance(fact, str)]
    language = (
        f"not searched: its language is {row.language}"
        if isinstance(row.language, str)
        else "its language cannot be detected"
    )
    foreign = [] if row.language == "en" else [f"{language}, and only English is supported"]
    return f"read       {row.uri}: {', '.join([*facts, f'{row.words} words', *foreign])}"


def _problems(rows: Any) -> list[str]:
    """Returns a line for each file or row that was set aside."""
    return [f"{row.uri}: {row.reason} ({row.step})" for row in rows]


def _set_aside(problems: list[str]) -> int:
    for line in problems:
        _say(f"set aside  {line}", err=True)
    return PARTLY if problems else DONE


@cli.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--corpus",
    default=None,
    metavar="PATH|URL",
    help="Start with these articles: a folder, a glob, a file, or the address of a page.  [default: an example]",
)
@_debug
def init(folder: Path, corpus: str | None) -> int:
    """Make a project in FOLDER: articles, notebooks, parameters, and a check of the notebooks.

    Files that are there stay as they are; only missing ones are written.
    """
    from kzcn import project

    written, problems = project.make(folder, corpus)
    for name in written:
        _say(f"{folder.as_posix()}/{name}")
    for line in problems:
        _say(f"kzcn: {line}", err=True)
    click.echo(f"{len(written)} files written; next: cd {folder.as_posix()}, then kzcn report or kzcn lab")
    return PARTLY if problems else DONE


@cli.command()
@click.argument("given", nargs=-1, required=True, metavar="URL|FILE...")
@click.option(
    "--to",
    type=click.Path(file_okay=False, path_type=Path),
    default=None,
    help="The folder of articles.  [default: seeds, of the project if one stands in one]",
)
@click.option(
    "--timeout", type=click.FloatRange(min=0.1), default=None, metavar="SECONDS", help="For one page.  [default: 60]"
)
@click.option(
    "--largest", type=click.FloatRange(min=0), default=None, metavar="MB", help="Size of one page.  [default: 20]"
)
@_debug
def add(given: tuple[str, ...], to: Path | None, timeout: float | None, largest: float | None) -> int:
    """Save pages (http or https) or files as received, each with a sidecar that says where it came from."""
    from kzcn import adding, download, project

    folder = to or Path(_articles(project.find(Path.cwd())))
    code = DONE
    for address in given:
        try:
            path, new = adding.add(
                address, folder, seconds=timeout or download.SECONDS, megabytes=largest or download.MEGABYTES
            )
        except (KzcnError, OSError) as error:
            _say(f"set aside  {address}: {str(error).removeprefix(f'{address}: ')}", err=True)
            code = PARTLY
            continue
        _say(f"{'saved' if new else 'there'}      {path.as_posix()}")
        loaded = kzcn.load(path)
        for row in loaded.documents.itertuples():
            _say(_read(row))
        _say(f"found      trade {len(loaded.trade)}, agenda {len(loaded.agenda)}, actors {len(loaded.actors)}")
        code = max(code, _set_aside(_problems(loaded.problems.itertuples())))
    return code


class _WithMore(click.Command):
    """A command whose words after `--` are for another program; they are in `ctx.meta`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        cut = args.index("--") if "--" in args else len(args)
        ctx.meta["more"] = args[cut + 1 :]
        return super().parse_args(ctx, args[:cut])


@cli.command(cls=_WithMore, options_metavar="[OPTIONS]", epilog="Words after -- are options of JupyterLab.")
@click.argument("corpus", required=False)
@click.option("--notebooks", type=NOTEBOOK_FOLDER, default=None, help="A folder of your own notebooks.")
@_debug
@click.pass_context
def lab(context: click.Context, corpus: str | None, notebooks: Path | None) -> int:
    """Open the notebooks in JupyterLab, on the articles in CORPUS instead of seeds.

    They are those of the project one stands in (kzcn init); elsewhere a project is made in the folder kzcn-lab.
    """
    from kzcn import laboratory

    return laboratory.run(corpus, notebooks, context.meta["more"], say=lambda line: _say(line, err=True))


@cli.command()
@click.argument("corpus", default="seeds")
@click.option(
    "--unregistered", is_flag=True, help="Only actors that are not in the registry, as lines to paste into it."
)
@_debug
def actors(corpus: str, unregistered: bool) -> int:
    """List the actors in the articles in CORPUS (default: seeds) as CSV, most mentioned first."""
    from kzcn import tables as contract
    from kzcn.actors import registry

    found = kzcn.load(corpus).actors
    if unregistered:
        click.echo(registry.lines(contract.rows("actors", found[~found["registered"].astype(bool)])), nl=False)
        return DONE
    columns = ["actor_id", "name", "type", "country", "aliases", "mentions", "documents"]
    shown = found.sort_values(["mentions", "actor_id"], ascending=[False, True])[columns].assign(
        aliases=found["aliases"].map(contract.joined)
    )
    click.echo(contract.csv(shown), nl=False)
    return DONE


@cli.command()
@click.argument("old", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("new", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), default=None, help="The page.  [default: NEW/diff.html]"
)
@_debug
def diff(old: Path, new: Path, out: Path | None) -> int:
    """Show which rows were added, removed or changed between two report folders, by article."""
    from kzcn import publish
    from kzcn.report import diff as step

    page = out or new / publish.DIFF
    if page.exists() and not publish.is_page(page):
        raise publish.CannotPublish(f"{page} is in the way and was not made by kzcn: move it, or give another --out")
    articles, asked = step.compare(old, new), step.asked(old, new)
    click.echo(step.words(articles, asked))
    with publish.whole(page) as beside:
        beside.write_text(step.page(articles, asked), encoding="utf-8")
    click.echo(f"\n{page.as_posix()}")
    return DONE


@cli.command()
@click.argument("corpus")
@click.option("--format", "form", type=click.Choice(["bibtex", "csl"]), default="bibtex", show_default=True)
@_debug
def sources(corpus: str, form: str) -> int:
    """Print the articles in CORPUS as references."""
    from kzcn import bibliography
    from kzcn import tables as contract

    loaded = kzcn.load(corpus)
    write = bibliography.bibtex if form == "bibtex" else bibliography.csl
    click.echo(write(contract.rows("documents", loaded.documents), loaded.origins), nl=False)
    return DONE


@cli.command()
@click.argument("file", required=False)
@click.option("--reporter", default="KAZ", show_default=True, metavar="ISO", help="One country, as an alpha-3 code.")
@click.option("--partner", default="CHN", show_default=True, metavar="ISO", help="The other country.")
@click.option("--format", "form", type=click.Choice(["text", "csv"]), default="text", show_default=True)
@_debug
def statistics(file: str | None, reporter: str, partner: str, form: str) -> int:
    """Print the official trade figures of two countries, the years without one, and the sources.

    FILE is a statistics file of your own; its figures are added to the built-in ones.
    """
    from kzcn import tables as contract
    from kzcn.sources import locate
    from kzcn.statistics import listing, official

    figures = official.reference(locate(file) if file else None)
    if form == "csv":
        pair = figures["reporter"].isin([reporter, partner]) & figures["partner"].isin([reporter, partner])
        click.echo(contract.csv(figures[pair].assign(flags=figures["flags"].map(contract.joined))), nl=False)
    else:
        for line in listing.text(figures, reporter, partner).splitlines():
            _say(line)
    return DONE


@cli.command()
@click.argument("corpus", required=False)
@click.option("--export", type=FILE, default=None, help="Write the least sure rows to a CSV file, to be filled in.")
@click.option("--rows", type=click.IntRange(min=1), default=50, show_default=True, help="Rows to write.")
@click.option("--read", "filled", type=FILE, default=None, help="Add what was filled in to corrections.csv in CORPUS.")
@click.option("--merge", type=FILE, nargs=2, default=None, help="Put the corrections of two analysts together.")
@click.option("--out", type=FILE, default=None, help="The file for --merge.")
@_debug
def review(
    corpus: str | None,
    export: Path | None,
    rows: int,
    filled: Path | None,
    merge: tuple[Path, Path] | None,
    out: Path | None,
) -> int:
    """Let analysts look at the rows of CORPUS that are least sure, and keep what they say in corrections.csv.

    Of two analysts' files, corrections on which they differ are listed and left out.
    """
    from kzcn import corrections, publish
    from kzcn import review as step
    from kzcn.sources import CORRECTIONS, locate

    if sum(map(bool, (export, filled, merge))) != 1 or bool(merge) == bool(corpus) or bool(merge) != bool(out):
        raise click.UsageError("give CORPUS with --export FILE or --read FILE, or --merge ONE OTHER --out FILE")
    if merge and out:
        together, conflicts = corrections.merged(corrections.read(merge[0]), corrections.read(merge[1]))
        with publish.whole(out) as beside:
            beside.write_text(corrections.text(together), encoding="utf-8")
        for line in conflicts:
            _say(f"conflict   {line}", err=True)
        _say(f"{out.as_posix()}: {len(together)} corrections")
        return PARTLY if conflicts else DONE
    assert corpus is not None
    if export:
        content = step.text(kzcn.load(corpus), rows)
        with publish.whole(export) as beside:
            beside.write_text(content, encoding="utf-8")
        _say(f"{export.as_posix()}: fill in the column new, then: kzcn review {corpus} --read {export.as_posix()}")
    elif filled:
        folder = Path(locate(corpus))
        if not folder.is_dir():
            raise click.UsageError(f"{corpus}: corrections lie in a folder of articles on this machine; give one")
        found = step.filled(filled)
        corrections.append(folder / CORRECTIONS, found)
        _say(f"{(folder / CORRECTIONS).as_posix()}: {len(found)} corrections added")
    return DONE


def main() -> None:
    """Runs the command and exits: 0 done, 1 done but something was set aside or failed, 2 wrong usage."""
    if "--debug" in sys.argv[1:]:
        sys.exit(cli.main(standalone_mode=False))
    try:
        code = cli.main(standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as help_wanted:
        click.echo(help_wanted.format_message())
        code = WRONG_USAGE
    except click.ClickException as error:
        command = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else "kzcn"
        code = _failed(f"{error.format_message()} ({command} --help)", WRONG_USAGE)
    except (click.Abort, KeyboardInterrupt):
        # Threads that wait for a kernel would keep the process alive; the kernels end with it.
        print("kzcn: interrupted; the output folder is as it was before", file=sys.stderr, flush=True)
        os._exit(130)
    except (KzcnError, OSError) as error:
        for line in error.lines if isinstance(error, KzcnError) else [str(error)]:
            code = _failed(line, WRONG_USAGE)
    except Exception as error:
        advice = f"({type(error).__name__}, a fault of kzcn: run the command again with --debug and report its output)"
        code = _failed(f"{error} {advice}", PARTLY)
    sys.exit(code)


def _failed(message: str, code: int) -> int:
    _say(f"kzcn: {' '.join(message.split())}", err=True)
    return code


def _say(line: str, err: bool = False) -> None:
    click.echo(printable(line), err=err)
