import itertools
import time

import pytest

from conftest import TRUST, WRITE_LOG, document
from import_users import import_users, make_csv, start_import, upload_users

ANN = {"cognito:username": "ann", "name": "Ann, of course", "email": "ann@example.com", "email_verified": "true"}
BOB = {"cognito:username": "bob", "email": "bob@example.com", "email_verified": "true"}
names = (f"import-{number}" for number in itertools.count())


@pytest.fixture
def run(cognito, user_pool_id, role_arn):
    return lambda users: import_users(cognito, user_pool_id, role_arn, users, next(names), poll_seconds=0.02)


def test_csv_has_the_values_in_the_order_of_the_header_and_a_backslash_before_a_comma():
    header = ["email_verified", "name", "cognito:username"]
    assert make_csv(header, [ANN]) == "email_verified,name,cognito:username\ntrue,Ann\\, of course,ann\n"


def test_creates_users_with_their_attributes(cognito, user_pool_id, run):
    job = run([ANN, BOB])
    assert (job["Status"], job["ImportedUsers"], job["FailedUsers"]) == ("Succeeded", 2, 0)
    ann = cognito.admin_get_user(UserPoolId=user_pool_id, Username="ann")
    assert ann["UserStatus"] == "RESET_REQUIRED"
    assert {"Name": "name", "Value": "Ann, of course"} in ann["UserAttributes"]


def test_skips_users_that_are_there_already(run):
    run([ANN])
    job = run([ANN, BOB])
    assert (job["ImportedUsers"], job["SkippedUsers"]) == (1, 1)


def test_reports_a_user_without_a_verified_attribute_as_failed(run):
    job = run([{"cognito:username": "nobody"}])
    assert (job["Status"], job["FailedUsers"]) == ("Failed", 1)


def test_reports_a_job_as_expired_that_nobody_started_for_a_day(cognito, user_pool_id, role_arn, controls):
    job = upload_users(cognito, user_pool_id, role_arn, [ANN], next(names))
    # The day is over immediately.
    controls("MoveClock", Seconds=24 * 60 * 60 + 1)
    assert start_import(cognito, user_pool_id, job["JobId"])["Status"] == "Expired"


def test_starts_a_job_again_when_the_first_two_requests_are_throttled(run, controls):
    controls("SetFaults", Faults=[{"Operation": "StartUserImportJob", "Kind": "Throttle", "Count": 2}])
    assert run([ANN])["ImportedUsers"] == 1
    [fault] = controls("GetTestControls")["Faults"]
    assert (fault["Requests"], fault["Applied"]) == (2, 2)


def test_goes_on_with_the_job_that_was_created_when_the_answer_is_lost(cognito, user_pool_id, run, controls):
    lost = {"Operation": "CreateUserImportJob", "Kind": "Cut", "When": "After", "Count": 1}
    controls("SetFaults", Faults=[lost])
    assert run([ANN])["ImportedUsers"] == 1
    assert len(cognito.list_user_import_jobs(UserPoolId=user_pool_id, MaxResults=60)["UserImportJobs"]) == 1


def test_imports_with_a_second_job_when_the_role_is_not_known_yet(client, cognito, user_pool_id, controls):
    # An hour, so that it does not pass by itself on a slow machine.
    controls("SetFaults", NewRolesUnknownSeconds=3600)
    iam = client("iam")
    role = iam.create_role(RoleName="new", AssumeRolePolicyDocument=document(TRUST))["Role"]
    iam.put_role_policy(RoleName="new", PolicyName="write-log", PolicyDocument=document(WRITE_LOG))

    def wait(seconds):
        """The program waits as long as it does on AWS; the test does not."""
        if seconds < 1:
            time.sleep(seconds)
        else:
            controls("MoveClock", Seconds=3600)

    job = import_users(cognito, user_pool_id, role["Arn"], [ANN], next(names), poll_seconds=0.02, wait=wait)
    assert job["ImportedUsers"] == 1
    jobs = cognito.list_user_import_jobs(UserPoolId=user_pool_id, MaxResults=60)["UserImportJobs"]
    assert [job["Status"] for job in jobs] == ["Succeeded", "Failed"]
