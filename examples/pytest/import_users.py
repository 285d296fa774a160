"""Imports users into a user pool of Amazon Cognito from a CSV file."""

import time
import urllib.request

ENDED = ("Succeeded", "Failed", "Stopped", "Expired")


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


def import_users(cognito, user_pool_id, role_arn, users, poll_seconds=1.0):
    """Creates the job, uploads the file, starts the job and waits for its end. Returns the job."""
    header = cognito.get_csv_header(UserPoolId=user_pool_id)["CSVHeader"]
    job = cognito.create_user_import_job(
        UserPoolId=user_pool_id, JobName="import", CloudWatchLogsRoleArn=role_arn
    )["UserImportJob"]
    upload = urllib.request.Request(
        job["PreSignedUrl"],
        method="PUT",
        data=make_csv(header, users).encode(),
        headers={"x-amz-server-side-encryption": "aws:kms", "Content-Type": "text/csv"},
    )
    with urllib.request.urlopen(upload):
        pass
    asked = {"UserPoolId": user_pool_id, "JobId": job["JobId"]}
    cognito.start_user_import_job(**asked)
    while True:
        job = cognito.describe_user_import_job(**asked)["UserImportJob"]
        if job["Status"] in ENDED:
            return job
        time.sleep(poll_seconds)
