"""The tables of jobs and of their articles, and what their states are written as."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Float, ForeignKey, Index, Integer, String, Table, Text

from service.core.job import JobStatus
from service.store.database import tables

# A job's status is a JobStatus, or
ARRIVING = "arriving"  # its articles are still being written; nobody sees it yet
OPEN = (JobStatus.QUEUED, JobStatus.RUNNING)
WAITING, SUMMARY, ERROR = 0, 1, 2  # an article's state

jobs = Table(
    "jobs",
    tables,
    Column("id", String(64), primary_key=True),
    Column("caller", String(128), nullable=False),
    Column("batch", Boolean, nullable=False),
    Column("status", String(16), nullable=False),
    Column("total", Integer, nullable=False),
    Column("created", Float, nullable=False),
    Column("finished", Float),
    Index("jobs_by_status", "status", "caller", "batch", "created"),
)
articles = Table(
    "articles",
    tables,
    Column("job", ForeignKey("jobs.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("id", Text, nullable=False),
    Column("request", Text, nullable=False),
    Column("state", Integer, nullable=False),
    Column("outcome", Text),
    Index("articles_by_state", "job", "state", "position"),
)
