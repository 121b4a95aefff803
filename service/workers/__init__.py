"""Engine processes behind the API, and who has a turn at them. Nothing here imports torch but the child process."""

from service.workers.answer import Answer, Asked
from service.workers.patience import insist
from service.workers.pool import Engines, Work

__all__ = ["Answer", "Asked", "Engines", "Work", "insist"]
