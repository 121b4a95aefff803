"""Jobs over HTTP: when there is one, how far it is, and its end."""

from __future__ import annotations

import httpx

from tests.api.conftest import Api, finished, is_problem, lines, until

ASYNC = {"prefer": "wait=10, Respond-Async"}


def test_a_job_when_it_is_preferred(api: Api) -> None:
    async def inside(client: httpx.AsyncClient) -> None:
        answer = await client.post("/v1/summaries", json={"text": "A short text."}, headers=ASYNC)
        assert answer.status_code == 202
        assert answer.headers["preference-applied"] == "respond-async"
        assert answer.headers["location"] == f"/v1/jobs/{answer.json()['id']}"
        assert int(answer.headers["retry-after"]) > 0
        assert answer.json()["progress"] == {"done": 0, "total": 1}
        job = await finished(client, answer.headers["location"])
        assert (job["status"], job["progress"]) == ("succeeded", {"done": 1, "total": 1})
        assert job["result"] == {"summary of": "A short text."}
        assert "retry-after" not in (await client.get(answer.headers["location"])).headers

    api.run(inside)


def test_a_job_for_a_long_text_and_no_other(api: Api) -> None:
    async def inside(client: httpx.AsyncClient) -> None:
        answer = await client.post("/v1/summaries", json={"text": "a" * 1_000})
        assert answer.status_code == 200
        assert answer.headers["cache-status"] == "plumbline; fwd=miss"
        answer = await client.post("/v1/summaries", json={"text": "a" * 1_001})
        assert answer.status_code == 202
        assert "preference-applied" not in answer.headers

    api.run(inside)


def test_the_error_of_a_single_article(api: Api) -> None:
    async def inside(client: httpx.AsyncClient) -> None:
        answer = await client.post("/v1/summaries", json={"text": "nothing here"}, headers=ASYNC)
        job = await finished(client, answer.headers["location"])
        assert job["status"] == "failed"
        assert isinstance(job["error"], dict)
        assert job["error"]["code"] == "nothing_verified"

    api.run(inside)


def test_a_job_at_work_is_cancelled_then_deleted(api: Api) -> None:
    async def inside(client: httpx.AsyncClient) -> None:
        answer = await client.post("/v1/summaries", json={"text": "wait for me"}, headers=ASYNC)
        location = answer.headers["location"]
        await until(lambda: bool(api.engines.works))
        answer = await client.delete(location)
        assert (answer.status_code, answer.json()["status"]) == (200, "cancelled")
        assert api.engines.works[0].given_up
        assert (await client.get(location)).json()["status"] == "cancelled"
        assert (await client.delete(f"{location}/results")).status_code == 204
        for path in (location, f"{location}/results"):
            is_problem(await client.get(path), 404, "unknown_job")
        is_problem(await client.delete(location), 404, "unknown_job")

    api.run(inside)


def test_a_job_that_waits_is_cancelled(api: Api) -> None:
    async def inside(client: httpx.AsyncClient) -> None:
        api.engines.ready = False
        location = (await client.post("/v1/summaries", json={"text": "text"}, headers=ASYNC)).headers["location"]
        assert (await client.get(location)).json()["status"] == "queued"
        assert (await client.delete(location)).json()["status"] == "cancelled"
        assert not api.engines.asked

    api.run(inside)


def test_a_finished_job_stays_as_it_is_until_its_results_are_deleted(api: Api) -> None:
    async def inside(client: httpx.AsyncClient) -> None:
        location = (await client.post("/v1/summaries", json={"text": "text"}, headers=ASYNC)).headers["location"]
        done = await finished(client, location)
        assert (await client.delete(location)).json() == done
        assert (await client.delete(f"{location}/results")).status_code == 204
        is_problem(await client.get(location), 404, "unknown_job")

    api.run(inside)


def test_another_callers_job_is_as_good_as_none(api: Api) -> None:
    async def inside(client: httpx.AsyncClient) -> None:
        location = (await client.post("/v1/summaries", json={"text": "text"}, headers=ASYNC)).headers["location"]
        await finished(client, location)
        async with api.client("10.0.0.9") as stranger:
            answers = [
                await stranger.get(location),
                await stranger.get(f"{location}/results"),
                await stranger.delete(location),
                await stranger.get("/v1/jobs/none"),
                await stranger.get("/v1/jobs/nul%00"),
            ]
        for answer in answers:
            is_problem(answer, 404, "unknown_job")
        assert len(await lines(client, location)) == 1

    api.run(inside)


def test_a_job_outlives_the_service(api: Api) -> None:
    locations: list[str] = []

    async def before(client: httpx.AsyncClient) -> None:
        for text in ("done", "wait"):
            answer = await client.post("/v1/summaries", json={"text": text}, headers=ASYNC)
            locations.append(answer.headers["location"])
        await finished(client, locations[0])
        await until(lambda: len(api.engines.works) == 2)

    async def after(client: httpx.AsyncClient) -> None:
        assert (await client.get(locations[0])).json()["result"] == {"summary of": "done"}
        await until(lambda: len(api.engines.works) == 3)
        assert [text for _, text in api.engines.asked] == ["done", "wait", "wait"]

    api.run(before)
    api.run(after)
