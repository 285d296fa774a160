"""Makes a user, a policy, a key and a role, assumes the role, acts with its credentials and cleans up, all with boto3.

usage: assume_with_boto3.py ENDPOINT; prints what it saw as JSON
"""

import json
import sys

import boto3

(endpoint,) = sys.argv[1:]


def client(service, key="test", secret="test", token=None):
    return boto3.client(
        service,
        endpoint_url=endpoint,
        region_name="us-east-1",
        aws_access_key_id=key,
        aws_secret_access_key=secret,
        aws_session_token=token,
    )


def refusal(call):
    """The modelled class of the exception, and its code and status."""
    try:
        call()
        return None
    except Exception as error:  # whatever it is, the test names what it must be
        status = error.response["ResponseMetadata"]["HTTPStatusCode"]
        return [type(error).__name__, error.response["Error"]["Code"], status]


iam = client("iam")
user = iam.create_user(UserName="ann")["User"]
key = iam.create_access_key(UserName="ann")["AccessKey"]
document = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Action": "cognito-idp:ListUserPools", "Resource": "*"}],
}
trust = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Principal": {"AWS": user["Arn"]}, "Action": "sts:AssumeRole"}],
}
policy = iam.create_policy(PolicyName="list", PolicyDocument=json.dumps(document))["Policy"]
role = iam.create_role(RoleName="app", AssumeRolePolicyDocument=json.dumps(trust))["Role"]
iam.attach_role_policy(RoleName="app", PolicyArn=policy["Arn"])

sts = client("sts", key["AccessKeyId"], key["SecretAccessKey"])
assumed = sts.assume_role(RoleArn=role["Arn"], RoleSessionName="monday", Policy=json.dumps(document))
credentials = assumed["Credentials"]
session = [credentials["AccessKeyId"], credentials["SecretAccessKey"], credentials["SessionToken"]]
pools = client("cognito-idp", *session).list_user_pools(MaxResults=1)

seen = {
    "secrets": [key["SecretAccessKey"], *session[1:]],
    "role document": role["AssumeRolePolicyDocument"] == trust,
    "caller": client("sts", *session).get_caller_identity()["Arn"],
    "expiration": type(credentials["Expiration"]).__name__,
    "pools": pools["UserPools"],
    "refusals": {
        "exists": refusal(lambda: iam.create_user(UserName="ANN")),
        "unknown": refusal(lambda: iam.get_user(UserName="bo")),
        "malformed": refusal(lambda: iam.put_user_policy(UserName="ann", PolicyName="p", PolicyDocument="{")),
        "in use": refusal(lambda: iam.delete_policy(PolicyArn=policy["Arn"])),
        "denied": refusal(lambda: client("iam", *session).list_users()),
        "denied by cognito": refusal(lambda: client("cognito-idp", *session).describe_user_pool(UserPoolId="us-east-1_abc")),
    },
}

iam.detach_role_policy(RoleName="app", PolicyArn=policy["Arn"])
iam.delete_role(RoleName="app")
iam.delete_policy(PolicyArn=policy["Arn"])
for page in iam.get_paginator("list_access_keys").paginate(UserName="ann"):
    for listed in page["AccessKeyMetadata"]:
        iam.delete_access_key(UserName="ann", AccessKeyId=listed["AccessKeyId"])
iam.delete_user(UserName="ann")
seen["refusals"]["of a deleted role"] = refusal(lambda: client("cognito-idp", *session).list_user_pools(MaxResults=1))
json.dump(seen, sys.stdout)
