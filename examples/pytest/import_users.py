"""Imports users into a user pool of Amazon Cognito from a CSV file."""

import time
import urllib.request

from botocore.exceptions import ClientError, ConnectionClosedError

ENDED = ("Succeeded", "Failed", "Stopped", "Expired")
# Answers after which the same request may succeed.
PASSING = ("TooManyRequestsException", "InternalErrorException")
ATTEMPTS = 5
# For how long AWS may not let Cognito assume a new role.
NEW_ROLE_SECONDS = 15


def make_csv(header, users):
    """The CSV file of these users: a line for each, its values in the order of the pool's header."""
    lines = [",".join(escape(user.get(column, default_of(column))) for column in header) for user in users]
    return "\n".join([",".join(header), *lines]) + "\n"


def default_of(column):
    """Cognito wants a word in the columns that hold true or false."""
    return "false" if column == "cognito:mfa_enabled" or column.endswith("_verified") else ""


def escape(value):
    """Cognito's files know no quotes: a comma inside a value follows a backslash."""
    return value.replace(",", "\\,")


def import_users(cognito, user_pool_id, role_arn, users, name, poll_seconds=1.0, wait=time.sleep):
    """Creates the job, uploads the file, starts the job and waits for its end. Returns the job.

    The client makes one attempt for each request, because a second Create would make a second job. `name` is that of no other import.
    """

    def run(job_name):
        job = upload_users(cognito, user_pool_id, role_arn, users, job_name)
        return start_import(cognito, user_pool_id, job["JobId"], poll_seconds, wait)

    job = run(name)
    if not has_role_trouble(job):
        return job
    wait(NEW_ROLE_SECONDS)
    return run(f"{name}-again")


def upload_users(cognito, user_pool_id, role_arn, users, name):
    """Creates a job and uploads its file; start_import has a day to start it. Returns the job."""
    header = cognito.get_csv_header(UserPoolId=user_pool_id)["CSVHeader"]
    job = create_job(cognito, UserPoolId=user_pool_id, JobName=name, CloudWatchLogsRoleArn=role_arn)
    upload = urllib.request.Request(
        job["PreSignedUrl"],
        method="PUT",
        data=make_csv(header, users).encode(),
        headers={"x-amz-server-side-encryption": "aws:kms", "Content-Type": "text/csv"},
    )
    with urllib.request.urlopen(upload):
        pass
    return job


def create_job(cognito, **members):
    """Where the answer is lost, the job may be there all the same: it is found by its name."""
    try:
        return cognito.create_user_import_job(**members)["UserImportJob"]
    except ConnectionClosedError:
        jobs = cognito.list_user_import_jobs(UserPoolId=members["UserPoolId"], MaxResults=60)["UserImportJobs"]
        found = [job for job in jobs if job["JobName"] == members["JobName"]]
        if not found:
            raise
        return found[0]


def start_import(cognito, user_pool_id, job_id, poll_seconds=1.0, wait=time.sleep):
    """Starts a job and waits for its end. Returns the job, also one that has expired meanwhile."""
    asked = {"UserPoolId": user_pool_id, "JobId": job_id}

    def describe():
        return cognito.describe_user_import_job(**asked)["UserImportJob"]

    for attempt in range(1, ATTEMPTS + 1):
        try:
            cognito.start_user_import_job(**asked)
            break
        except ClientError as error:
            code = error.response["Error"]["Code"]
            if code == "PreconditionNotMetException" and describe()["Status"] == "Expired":
                break
            if code not in PASSING or attempt == ATTEMPTS:
                raise
            wait(poll_seconds * 2**attempt)
    while True:
        job = describe()
        if job["Status"] in ENDED:
            return job
        wait(poll_seconds)


def has_role_trouble(job):
    """A job that could not use its role has seen no user."""
    seen = job["ImportedUsers"] + job["SkippedUsers"] + job["FailedUsers"]
    return job["Status"] == "Failed" and seen == 0 and " role " in job["CompletionMessage"]
