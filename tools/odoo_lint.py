"""Odoo's own ``test_lint`` on our addons alone.

Upstream it reads every addon on the path, takes many minutes and fails on Odoo's own files.
Here its list of addons is narrowed to ours; a failure counts when it names one of them.
Called inside ``odoo shell`` (see odoo_run.call_function).
"""

import subprocess
import unittest
from unittest.mock import patch

# Left out: test_checkers tests the checkers themselves, test_eslint needs eslint,
# test_docstring reads Odoo's module "base" only, test_l10n addons named l10n_*.
FILES = (
    "test_dunderinit",
    "test_i18n",
    "test_index",
    "test_jstranslate",
    "test_manifests",
    "test_markers",
    "test_naming",
    "test_onchange_domains",
    "test_orm_import",
    "test_override_signatures",
    "test_pofile",
    "test_pylint",
    "test_routes",
    "test_test_holes",
)


def run(env, ours: list[str]) -> dict:
    """Run the tests on the addons named; returns ``ran``, ``failures`` and ``others``.

    ``failures`` are texts of failures that name one of our addons; ``others`` counts those
    that do not (Odoo's own).
    """
    import importlib

    from odoo.modules import Manifest
    from odoo.tools import config

    every = Manifest.all_addon_manifests()
    mine = [manifest for manifest in every if manifest.name in ours]
    real_run = subprocess.run

    def run_less(words, *arguments, **options):
        """Odoo's own tree is not linted."""
        kept = [word for word in words if word != config.root_path]
        return real_run(kept, *arguments, **options)

    suite = unittest.TestSuite()
    with (
        patch.object(Manifest, "all_addon_manifests", staticmethod(lambda: mine)),
        patch("odoo.modules.get_modules", lambda: [manifest.name for manifest in mine]),
        patch("subprocess.run", run_less),
        patch("odoo.modules.module.current_test", True),
    ):
        for name in FILES:
            module = importlib.import_module(f"odoo.addons.test_lint.tests.{name}")
            if hasattr(module, "get_modules"):
                module.get_modules = lambda: [manifest.name for manifest in mine]
            suite.addTests(unittest.defaultTestLoader.loadTestsFromModule(module))
        with _warnings_kept() as warnings:
            result = unittest.TestResult()
            suite.run(result)
    return _sort_out(result, warnings, [model_prefix(name) for name in ours] + ours)


def model_prefix(addon: str) -> str:
    """What failures call our models by: ``impact.`` for the addons of this repository."""
    return "impact." if addon.startswith("vises_impact") else addon


def _warnings_kept():
    """Collects the warnings that Odoo's lint writes to the log instead of failing."""
    import contextlib
    import logging

    @contextlib.contextmanager
    def keep():
        texts: list[str] = []
        handler = logging.Handler(logging.WARNING)
        handler.emit = lambda record: texts.append(record.getMessage())
        logger = logging.getLogger("odoo.addons.test_lint")
        logger.addHandler(handler)
        try:
            yield texts
        finally:
            logger.removeHandler(handler)

    return keep()


def _sort_out(result: unittest.TestResult, warnings: list[str], names: list[str]) -> dict:
    bad = [f"{test}\n{text}" for test, text in [*result.failures, *result.errors]] + warnings
    # A path such as ".../vises_impact/tools" in a traceback is not a finding in our files.
    ours = [text for text in bad if any(name in _finding(text) for name in names)]
    return {
        "ran": result.testsRun,
        "skipped": [f"{test}: {why}" for test, why in result.skipped],
        "failures": ours,
        "others": [text for text in bad if text not in ours],
    }


def _finding(text: str) -> str:
    """The text without the traceback's own file lines."""
    return "\n".join(line for line in text.splitlines() if not line.startswith('  File "'))
