"""Which class shows which stage. A page's module is imported when the page is first looked at."""

from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rapporteur_app.ui.desk import Desk
    from rapporteur_app.ui.page import Page

STAGE_PAGES: dict[str, str] = {
    "setup": "rapporteur_app.ui.setup.setup_page:SetupPage",
    "criteria": "rapporteur_app.ui.setup.criteria_page:CriteriaPage",
    "nominations": "rapporteur_app.ui.intake.nominations_page:NominationsPage",
    "screening": "rapporteur_app.ui.intake.screening_page:ScreeningPage",
    "conflicts": "rapporteur_app.ui.scoring.conflicts_page:ConflictsPage",
    "scoring": "rapporteur_app.ui.scoring.scoring_page:ScoringPage",
    "results": "rapporteur_app.ui.results.results_page:ResultsPage",
    "deliberation": "rapporteur_app.ui.results.deliberation_page:DeliberationPage",
    "shortlist": "rapporteur_app.ui.results.shortlist_page:ShortlistPage",
    "consultation": "rapporteur_app.ui.consultation.consultation_page:ConsultationPage",
    "decision": "rapporteur_app.ui.decision.decision_page:DecisionPage",
    "outputs": "rapporteur_app.ui.outputs.outputs_page:OutputsPage",
}
"""By stage, in order: 'module:class'. Each class is a Page made with the desk alone."""

PACK_PAGE = "rapporteur_app.ui.scoring.pack_page:PackPage"
"""The page on which a member scores a pack, made with the desk and the pack's path."""


def page_class(target: str) -> "type[Page[Any]] | None":
    """The class that 'module:class' names, or None where the program has no such page yet."""
    module, _, name = target.partition(":")
    if not _exists(module):
        return None
    found: type[Page[Any]] = getattr(import_module(module), name)
    return found


def make_stage_page(stage: str, desk: "Desk") -> "Page[Any]":
    """The page of a stage; a plain one that says what the stage is for where it has no page yet."""
    from rapporteur_app.ui.plain_page import PlainPage

    made = page_class(STAGE_PAGES[stage])
    return made(desk) if made is not None else PlainPage(desk, stage)


def _exists(module: str) -> bool:
    try:
        return find_spec(module) is not None
    except ModuleNotFoundError:
        return False
