"""The call by which a member's key is confirmed: they read four words, the secretariat types them."""

from rapporteur_app.scoring.ballots import member_key
from rapporteur_app.scoring.member_keys import confirm_key, key_words
from rapporteur_app.workspace import SECRETARIAT


def read_out(workspace, pack, store, key=None):
    """Have the words of the key that is kept for a pack (or of another) read out and typed."""
    key = key or member_key(pack, store)
    return confirm_key(workspace, SECRETARIAT, pack.member, key_words(workspace.id, key.public, pack.language))
