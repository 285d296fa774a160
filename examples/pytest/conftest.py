"""A Muster server for the tests: one for all of them, on a free port and a temporary data directory."""

import json
import os
import re
import shlex
import subprocess
import urllib.request

import boto3
import pytest
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.config import Config
from botocore.credentials import Credentials

# What starts the server. In a clone of Muster: "node PATH/bin/muster.js", with Node 22.18 or newer.
MUSTER = shlex.split(os.environ.get("MUSTER_COMMAND", "npx muster"))

TRUST = {"Effect": "Allow", "Principal": {"Service": "cognito-idp.amazonaws.com"}, "Action": "sts:AssumeRole"}
WRITE_LOG = {
    "Effect": "Allow",
    "Action": ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"],
    "Resource": "arn:aws:logs:*:*:log-group:/aws/cognito/*",
}


def document(statement):
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


@pytest.fixture(scope="session")
def muster_url(tmp_path_factory):
    data = tmp_path_factory.mktemp("muster") / "data"
    command = [*MUSTER, "serve", "--port", "0", "--data", str(data), "--log-level", "error", "--test-controls", "on"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        for line in server.stdout:
            if listening := re.search(r"listening on (\S+)", line):
                break
        else:
            pytest.fail(f"the server ended with {server.wait()} before it listened")
        yield listening[1]
        server.terminate()
        server.stdout.read()


@pytest.fixture(scope="session")
def client(muster_url):
    """A client of any service that Muster offers: client("cognito-idp")."""
    return lambda service: boto3.client(
        service,
        endpoint_url=muster_url,
        region_name="eu-central-1",
        aws_access_key_id="test",
        aws_secret_access_key="test",
        # The program decides what is asked again.
        config=Config(retries={"total_max_attempts": 1}),
    )


@pytest.fixture(scope="session")
def role_arn(client):
    """The role that import jobs write their log with. A job whose role does not exist fails."""
    iam = client("iam")
    role = iam.create_role(RoleName="import", AssumeRolePolicyDocument=document(TRUST))["Role"]
    iam.put_role_policy(RoleName="import", PolicyName="write-log", PolicyDocument=document(WRITE_LOG))
    return role["Arn"]


@pytest.fixture
def cognito(client):
    return client("cognito-idp")


@pytest.fixture
def user_pool_id(cognito):
    """A new pool for each test."""
    return cognito.create_user_pool(PoolName="people", AutoVerifiedAttributes=["email"])["UserPool"]["Id"]


class Controls:
    """The test controls of the server: operations of Muster's own, which boto3 does not know."""

    def __init__(self, url):
        self.url = url

    def __call__(self, operation, **members):
        """Calls one of them, for example controls("MoveClock", Seconds=60), and returns its answer."""
        headers = {"Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": f"Muster.{operation}"}
        request = AWSRequest("POST", f"{self.url}/", headers=headers, data=json.dumps(members).encode())
        SigV4Auth(Credentials("test", "test"), "muster", "eu-central-1").add_auth(request)
        signed = urllib.request.Request(request.url, method="POST", data=request.data, headers=dict(request.headers))
        with urllib.request.urlopen(signed) as answer:
            return json.load(answer)


@pytest.fixture
def controls(muster_url):
    """What a test sets goes wrong in no other test."""
    controls = Controls(muster_url)
    yield controls
    controls("SetFaults")
