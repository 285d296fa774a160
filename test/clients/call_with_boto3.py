"""Calls cognito-idp with boto3 and prints what each call raised, as JSON.

usage: call_with_boto3.py ENDPOINT < CALLS, where CALLS is a list of {"operation": ..., "input": ...}
"""

import json
import sys

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError
from botocore import xform_name

client = boto3.client(
    "cognito-idp",
    endpoint_url=sys.argv[1],
    region_name="us-east-1",
    aws_access_key_id="test",
    aws_secret_access_key="test",
    # Only the first answer counts here.
    config=Config(retries={"max_attempts": 0}),
)


def raised_by(call):
    try:
        getattr(client, xform_name(call["operation"]))(**call["input"])
    except ClientError as error:
        code = error.response["Error"]["Code"]
        modelled = getattr(client.exceptions, code, None)
        return {"class": type(error).__name__, "modelled": modelled is not None and isinstance(error, modelled)}
    return None


json.dump([raised_by(call) for call in json.load(sys.stdin)], sys.stdout)
