"""Calls cognito-idp with boto3 and prints what each call raised, as JSON.

usage: call_with_boto3.py < CALLS: a list of {"endpoint", "operation", "input", "accessKeyId", "secretAccessKey", "times"}; the last of
several times counts
"""

import json
import sys

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError
from botocore import xform_name


def raised_by(call):
    client = boto3.client(
        "cognito-idp",
        endpoint_url=call["endpoint"],
        region_name="us-east-1",
        aws_access_key_id=call["accessKeyId"],
        aws_secret_access_key=call["secretAccessKey"],
        # Only the first answer counts here.
        config=Config(retries={"max_attempts": 0}),
    )
    try:
        for _ in range(call["times"] - 1):
            try:
                getattr(client, xform_name(call["operation"]))(**call["input"])
            except ClientError:
                pass
        getattr(client, xform_name(call["operation"]))(**call["input"])
    except ClientError as error:
        code = error.response["Error"]["Code"]
        try:
            modelled = getattr(client.exceptions, code)
        except AttributeError:
            modelled = None
        return {"code": code, "modelled": modelled is not None and isinstance(error, modelled)}
    return None


json.dump([raised_by(call) for call in json.load(sys.stdin)], sys.stdout)
