"""Imports a file as the documentation of CreateUserImportJob says, with boto3 and curl, and prints what it saw as JSON.

usage: import_with_boto3.py ENDPOINT REGION CSV_FILE [ACCESS_KEY_ID SECRET_ACCESS_KEY]
"""

import datetime
import json
import subprocess
import sys
import time

import boto3

endpoint, region, csv_file = sys.argv[1:4]
access_key_id, secret_access_key = sys.argv[4:] or ("test", "test")


def client(service):
    return boto3.client(
        service,
        endpoint_url=endpoint,
        region_name=region,
        aws_access_key_id=access_key_id,
        aws_secret_access_key=secret_access_key,
    )


def typed(value):
    """Names the type of each member, so that the test can hold it against the documentation."""
    if isinstance(value, dict):
        return {name: typed(member) for name, member in value.items()}
    if isinstance(value, list):
        return [typed(member) for member in value]
    if isinstance(value, datetime.datetime):
        return "datetime"
    return type(value).__name__


cognito = client("cognito-idp")
iam = client("iam")
logs = client("logs")
account = client("sts").get_caller_identity()["Account"]

role = iam.create_role(
    RoleName="CognitoCloudWatchLogsRole",
    AssumeRolePolicyDocument=json.dumps(
        {
            "Version": "2012-10-17",
            "Statement": [
                {
                    "Effect": "Allow",
                    "Principal": {"Service": "cognito-idp.amazonaws.com"},
                    "Action": "sts:AssumeRole",
                }
            ],
        }
    ),
)["Role"]
iam.put_role_policy(
    RoleName=role["RoleName"],
    PolicyName="CognitoCloudWatchLogsPolicy",
    PolicyDocument=json.dumps(
        {
            "Version": "2012-10-17",
            "Statement": [
                {
                    "Effect": "Allow",
                    "Action": [
                        "logs:CreateLogGroup",
                        "logs:CreateLogStream",
                        "logs:DescribeLogStreams",
                        "logs:PutLogEvents",
                    ],
                    "Resource": ["arn:aws:logs:%s:%s:log-group:/aws/cognito/*" % (region, account)],
                }
            ],
        }
    ),
)
pool = cognito.create_user_pool(PoolName="boto3 pool", AutoVerifiedAttributes=["email"])["UserPool"]
header = cognito.get_csv_header(UserPoolId=pool["Id"])

created = cognito.create_user_import_job(
    JobName="exampleJob",
    UserPoolId=pool["Id"],
    CloudWatchLogsRoleArn=role["Arn"],
)
job = created["UserImportJob"]
subprocess.run(
    ["curl", "--silent", "--show-error", "--fail", "-T", csv_file, "-H", "x-amz-server-side-encryption:aws:kms", job["PreSignedUrl"]],
    check=True,
    stdout=subprocess.DEVNULL,
)
started = cognito.start_user_import_job(UserPoolId=pool["Id"], JobId=job["JobId"])

deadline = time.monotonic() + 60
while True:
    described = cognito.describe_user_import_job(UserPoolId=pool["Id"], JobId=job["JobId"])
    if described["UserImportJob"]["Status"] not in ("Pending", "InProgress", "Stopping"):
        break
    if time.monotonic() > deadline:
        sys.exit("the job did not end within 60 seconds")
    time.sleep(0.1)

listed = cognito.list_user_import_jobs(UserPoolId=pool["Id"], MaxResults=60)
group = logs.describe_log_groups(logGroupNamePrefix="/aws/cognito/userpools/" + pool["Id"])["logGroups"][0]["logGroupName"]
stream = logs.describe_log_streams(logGroupName=group)["logStreams"][0]["logStreamName"]
events = logs.get_log_events(logGroupName=group, logStreamName=stream, startFromHead=True)["events"]
users = [user for page in cognito.get_paginator("list_users").paginate(UserPoolId=pool["Id"]) for user in page["Users"]]

refusals = {}
for name, call in {
    "unknown pool": lambda: cognito.get_csv_header(UserPoolId=region + "_unknown12"),
    "unknown job": lambda: cognito.describe_user_import_job(UserPoolId=pool["Id"], JobId="import-unknown123"),
    "started twice": lambda: cognito.start_user_import_job(UserPoolId=pool["Id"], JobId=job["JobId"]),
    "stopped after its end": lambda: cognito.stop_user_import_job(UserPoolId=pool["Id"], JobId=job["JobId"]),
    "bad job name": lambda: cognito.create_user_import_job(
        JobName="exclamation!", UserPoolId=pool["Id"], CloudWatchLogsRoleArn=role["Arn"]
    ),
}.items():
    try:
        call()
        refusals[name] = None
    except cognito.exceptions.ClientError as error:
        modelled = getattr(cognito.exceptions, error.response["Error"]["Code"])
        refusals[name] = {
            "class": type(error).__name__,
            "modelled": isinstance(error, modelled),
            "message": error.response["Error"]["Message"],
            "status": error.response["ResponseMetadata"]["HTTPStatusCode"],
        }

json.dump(
    {
        "header": header["CSVHeader"],
        "created": {"types": typed(job), "status": job["Status"]},
        "started": {"types": typed(started["UserImportJob"]), "status": started["UserImportJob"]["Status"]},
        "ended": {
            "types": typed(described["UserImportJob"]),
            **{
                name: described["UserImportJob"].get(name)
                for name in ("Status", "ImportedUsers", "SkippedUsers", "FailedUsers", "CompletionMessage")
            },
        },
        "listed": [entry["JobId"] == job["JobId"] for entry in listed["UserImportJobs"]],
        "group": group == "/aws/cognito/userpools/%s/boto3_pool" % pool["Id"],
        "stream": stream == "%s/exampleJob" % job["JobId"],
        "messages": [event["message"] for event in events],
        "users": [
            {
                "types": typed({name: user[name] for name in user if name != "Attributes"}),
                "username": user["Username"],
                "status": user["UserStatus"],
                "enabled": user["Enabled"],
                "attributes": {attribute["Name"]: attribute["Value"] for attribute in user["Attributes"]},
            }
            for user in users
        ],
        "refusals": refusals,
    },
    sys.stdout,
)
