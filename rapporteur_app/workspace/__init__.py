"""The selection file: open, create, lock; transactions with their audit entries; undo; migration; backup."""

from rapporteur_app.workspace.actor import SECRETARIAT, Actor
from rapporteur_app.workspace.file import Workspace
from rapporteur_app.workspace.reader import Reader
from rapporteur_app.workspace.transaction import Transaction

__all__ = ["SECRETARIAT", "Actor", "Reader", "Transaction", "Workspace"]
