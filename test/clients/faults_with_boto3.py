"""Meets test faults with boto3 and prints what each call came to, as JSON.

usage: faults_with_boto3.py URL < CASES: a list of {"service", "operation", "input", "fault", "attempts"}
"""

import json
import sys
import urllib.request

import boto3
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.config import Config
from botocore.credentials import Credentials
from botocore.exceptions import BotoCoreError, ClientError

url = sys.argv[1]


def call_muster(operation, **members):
    headers = {"Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": f"Muster.{operation}"}
    request = AWSRequest("POST", f"{url}/", headers=headers, data=json.dumps(members).encode())
    SigV4Auth(Credentials("test", "test"), "muster", "us-east-1").add_auth(request)
    signed = urllib.request.Request(request.url, method="POST", data=request.data, headers=dict(request.headers))
    with urllib.request.urlopen(signed) as answer:
        return json.load(answer)


def meet(case):
    client = boto3.client(
        case["service"],
        endpoint_url=url,
        region_name="us-east-1",
        aws_access_key_id="test",
        aws_secret_access_key="test",
        config=Config(retries={"mode": "standard", "total_max_attempts": case["attempts"]}),
    )
    call_muster("SetFaults", Faults=[case["fault"]])
    try:
        getattr(client, case["operation"])(**case["input"])
        outcome = "answered"
    except ClientError as error:
        outcome = f"{error.response['ResponseMetadata']['HTTPStatusCode']} {error.response['Error']['Code']}"
    except BotoCoreError as error:
        outcome = type(error).__name__
    [fault] = call_muster("GetTestControls")["Faults"]
    call_muster("SetFaults")
    return {"outcome": outcome, "applied": fault["Applied"]}


json.dump([meet(case) for case in json.load(sys.stdin)], sys.stdout)
