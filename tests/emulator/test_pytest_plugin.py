"""The pytest plugin: a fresh emulator for each test, and no harm to those who never ask for it."""

from __future__ import annotations

import pytest

pytest_plugins = ["pytester"]

FRESH = """
    from portone_v1_emulator import Account
    from portone_v1_emulator.core.context import RequestContext

    def dirty(emulator):
        store = emulator.store
        with store.transaction():
            context = RequestContext.of(emulator.state, emulator.api_key, None, emulator.clock.now())
            from portone_v1_emulator.core.records import Preparation
            from decimal import Decimal
            assert not list(context.shop.preparations)
            context.shop.preparations.put(Preparation("o-1", Decimal(1), None))
        assert [account.key for account in store.accounts] == ["emulator-key"]
        store.open_account(Account("other", "secret"))
        store.open_account(Account("emulator-key", "changed", channels=()))
        assert emulator.state.assumptions.value("partly_cancelled_status") == "paid"
        emulator.state.assumptions.choose("partly_cancelled_status", "cancelled")
        emulator.state.assumptions.strict = True
        emulator.fail("hang", times=100)
        emulator.webhooks.when = "never"
        emulator.clock.advance(1000)

    def check(emulator):
        import time
        assert emulator.store.accounts[0].secret == "emulator-secret"
        assert emulator.store.accounts[0].channels
        assert not emulator.state.assumptions.strict
        assert emulator.state.faults.armed == ()
        assert emulator.webhooks.when == "after"
        assert abs(emulator.clock.now() - time.time()) < 60
        dirty(emulator)
"""


def test_each_test_has_a_fresh_one(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        helpers=FRESH,
        test_shop="""
            import pytest
            from helpers import check

            @pytest.mark.parametrize("number", range(4))
            def test_fresh(portone_emulator, number):
                check(portone_emulator)

            def test_answers(portone_emulator):
                import httpx
                response = httpx.get(portone_emulator.base_url + "/payments/x", trust_env=False)
                assert response.status_code == 401
        """,
    )
    pytester.runpytest_subprocess("-p", "no:cacheprovider", "-W", "error").assert_outcomes(passed=5)


def test_each_worker_of_xdist_has_its_own(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        helpers=FRESH,
        test_shop="""
            import pytest
            from helpers import check

            @pytest.mark.parametrize("number", range(12))
            def test_fresh(portone_emulator, number):
                check(portone_emulator)
        """,
    )
    pytester.runpytest_subprocess("-n", "3", "-W", "error").assert_outcomes(passed=12)


def test_options(pytester: pytest.Pytester) -> None:
    pytester.makeconftest("""
        import pytest

        @pytest.fixture(scope="session")
        def portone_emulator_options():
            return {"api_key": "mine", "strict": True, "seed": "demo"}
    """)
    pytester.makepyfile("""
        import pytest

        @pytest.mark.parametrize("number", range(2))
        def test_options(portone_emulator, number):
            assert portone_emulator.api_key == "mine"
            assert portone_emulator.state.assumptions.strict
            payments = portone_emulator.shop().payments
            assert len(payments) > 30
            with portone_emulator.store.transaction():
                payments.remove(next(iter(payments)).imp_uid)
    """)
    pytester.runpytest_subprocess("-W", "error").assert_outcomes(passed=2)


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        ("{'tiers': 'AB1'}", "*portone_emulator_options: tiers must be a list, not the text*"),
        ("{'assume': {'x': 1}}", "*portone_emulator_options: assume: there is no assumption 'x'*"),
        ("{'tier': 'AB1'}", "*portone_emulator_options: *unexpected keyword argument 'tier'*"),
        ("None", "*portone_emulator_options must return a dict of arguments of Emulator*not None*"),
    ],
)
def test_options_that_cannot_be_are_named(
    pytester: pytest.Pytester, options: str, problem: str
) -> None:
    pytester.makeconftest(f"""
        import pytest

        @pytest.fixture(scope="session")
        def portone_emulator_options():
            return {options}
    """)
    pytester.makepyfile("def test_it(portone_emulator): pass")
    ended = pytester.runpytest_subprocess("-W", "error")
    ended.assert_outcomes(errors=1)
    ended.stdout.fnmatch_lines([problem])


def test_one_server_serves_all_tests(pytester: pytest.Pytester) -> None:
    pytester.makepyfile("""
        import threading

        urls = set()

        def test_one(portone_emulator):
            urls.add(portone_emulator.base_url)

        def test_two(portone_emulator):
            urls.add(portone_emulator.base_url)
            assert len(urls) == 1
            names = [thread.name for thread in threading.enumerate()]
            assert names.count("portone-v1-emulator") == 1
    """)
    pytester.runpytest_subprocess("-W", "error").assert_outcomes(passed=2)


def test_nothing_of_it_is_loaded_unless_it_is_asked_for(pytester: pytest.Pytester) -> None:
    pytester.makepyfile("""
        import sys

        def test_loaded():
            assert "portone_v1_emulator.pytest_plugin" in sys.modules
            loaded = {name.partition(".")[0] for name in sys.modules}
            assert not loaded & {"pydantic", "starlette", "uvicorn", "httpx", "portone_v1"}
            ours = {name for name in sys.modules if name.startswith("portone_v1_emulator.")}
            assert ours == {"portone_v1_emulator.pytest_plugin", "portone_v1_emulator.extra"}
    """)
    # Other plugins of this environment load what they like.
    others = ("xdist", "hypothesispytest", "schemathesis", "anyio", "pytest_cov", "playwright")
    off = [argument for name in others for argument in ("-p", f"no:{name}")]
    pytester.runpytest_subprocess(*off, "-W", "error").assert_outcomes(passed=1)
