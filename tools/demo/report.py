"""The printed report and the workbook of the demo enterprise's assessment."""

from pathlib import Path

from tools.demo.company import REFERENCE

ACTION = "vises_impact.action_report_impact_assessment"


def write(env, out_dir: str) -> list[str]:
    """Write ``impact-report.pdf`` and ``impact-results.xlsx`` into ``out_dir``."""
    language = "fr_FR" if env["res.lang"]._lang_get("fr_FR") else "en_US"
    env = env(context={**env.context, "lang": language})
    assessment = env["impact.assessment"].search(
        [("company_id.partner_id.ref", "=", REFERENCE)], limit=1
    )
    assessment.ensure_one()
    pdf, _kind = env["ir.actions.report"]._render_qweb_pdf(ACTION, assessment.ids)
    out = Path(out_dir)
    out.mkdir(parents=True, exist_ok=True)
    files = {
        "impact-report.pdf": pdf,
        "impact-results.xlsx": assessment._results_workbook(),
    }
    for name, content in files.items():
        (out / name).write_bytes(content)
    return list(files)
