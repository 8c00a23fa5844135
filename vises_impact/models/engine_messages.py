from odoo.tools.translate import get_translation

from ..engine.errors import MESSAGES, EngineError


def translated(env, error: EngineError) -> str:
    """What the engine objects to, in the user's language.

    The sentences stand in ``engine/errors.py``, marked there for translation.
    """
    return get_translation("vises_impact", env.lang or "en_US", MESSAGES[error.code], error.details)
