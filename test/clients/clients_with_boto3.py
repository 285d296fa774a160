"""Makes app clients and groups with boto3 and prints what it saw, as JSON.

usage: clients_with_boto3.py ENDPOINT
"""

import base64
import hashlib
import hmac
import json
import sys

import boto3

cognito = boto3.client(
    "cognito-idp",
    endpoint_url=sys.argv[1],
    region_name="eu-west-1",
    aws_access_key_id="test",
    aws_secret_access_key="test",
)


def pages(operation, key, **names):
    """The sizes of the pages, and all items."""
    found = list(cognito.get_paginator(operation).paginate(PaginationConfig={"PageSize": 2}, **names))
    return [len(page[key]) for page in found], [item for page in found for item in page[key]]


pool = cognito.create_user_pool(PoolName="people", UserPoolTags={"team": "blue"})["UserPool"]
names = {"UserPoolId": pool["Id"]}
client = cognito.create_user_pool_client(
    ClientName="app",
    GenerateSecret=True,
    ExplicitAuthFlows=["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
    AccessTokenValidity=5,
    TokenValidityUnits={"AccessToken": "minutes"},
    **names,
)["UserPoolClient"]
for _ in range(2):
    cognito.create_user_pool_client(ClientName="app", **names)
described = cognito.describe_user_pool_client(ClientId=client["ClientId"], **names)["UserPoolClient"]

for name, precedence in (("late", 9), ("admins", 0), ("staff", 3)):
    cognito.create_group(GroupName=name, Precedence=precedence, **names)
    for user in ("ana", "bo", "cy"):
        if name == "late":
            cognito.admin_create_user(Username=user, **names)
        cognito.admin_add_user_to_group(GroupName=name, Username=user, **names)
try:
    cognito.create_group(GroupName="admins", **names)
    refused = None
except cognito.exceptions.GroupExistsException as error:
    refused = error.response["Error"]["Message"]

cognito.tag_resource(ResourceArn=pool["Arn"], Tags={"stage": "test"})
cognito.untag_resource(ResourceArn=pool["Arn"], TagKeys=["team"])
cognito.set_user_pool_mfa_config(
    MfaConfiguration="OPTIONAL", SoftwareTokenMfaConfiguration={"Enabled": True}, **names
)
mfa = cognito.get_user_pool_mfa_config(**names)
del mfa["ResponseMetadata"]

clients = pages("list_user_pool_clients", "UserPoolClients", **names)
groups = pages("list_groups", "Groups", **names)
groups_of_user = pages("admin_list_groups_for_user", "Groups", Username="ana", **names)
members = pages("list_users_in_group", "Users", GroupName="staff", **names)
# What clients send as SECRET_HASH: the secret is a key like any other.
digest = hmac.new(client["ClientSecret"].encode(), ("ana" + client["ClientId"]).encode(), hashlib.sha256).digest()

json.dump(
    {
        "isTheSame": described == client,
        "createdAt": type(client["CreationDate"]).__name__,
        "secretHash": len(base64.b64encode(digest)),
        "clients": clients[0],
        "names": [item["ClientName"] for item in clients[1]],
        "groups": [groups[0], [item["GroupName"] for item in groups[1]]],
        "groupsOfUser": [groups_of_user[0], [item["GroupName"] for item in groups_of_user[1]]],
        "members": [members[0], [item["Username"] for item in members[1]]],
        "refused": refused,
        "tags": cognito.list_tags_for_resource(ResourceArn=pool["Arn"])["Tags"],
        "mfa": mfa,
    },
    sys.stdout,
)
