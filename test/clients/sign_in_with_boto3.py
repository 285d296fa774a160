"""The flows of administrators: python3 sign_in_with_boto3.py ENDPOINT REGION. Prints what it saw as JSON."""
import base64
import hashlib
import hmac
import json
import sys

import boto3

endpoint, region = sys.argv[1:]
cognito = boto3.client(
    "cognito-idp",
    endpoint_url=endpoint,
    region_name=region,
    aws_access_key_id="test",
    aws_secret_access_key="test",
)

pool = cognito.create_user_pool(PoolName="people")["UserPool"]["Id"]
client = cognito.create_user_pool_client(
    UserPoolId=pool,
    ClientName="back end",
    GenerateSecret=True,
    ExplicitAuthFlows=["ALLOW_ADMIN_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
)["UserPoolClient"]
client_id = client["ClientId"]


def secret_hash(username):
    digest = hmac.new(client["ClientSecret"].encode(), (username + client_id).encode(), hashlib.sha256).digest()
    return base64.b64encode(digest).decode()


def initiate(flow, parameters):
    return cognito.admin_initiate_auth(UserPoolId=pool, ClientId=client_id, AuthFlow=flow, AuthParameters=parameters)


seen = {}
attributes = [{"Name": "email", "Value": "ann@example.com"}, {"Name": "email_verified", "Value": "true"}]
cognito.admin_create_user(
    UserPoolId=pool,
    Username="ann",
    TemporaryPassword="Temporary-1",
    MessageAction="SUPPRESS",
    UserAttributes=attributes,
)
proof = {"USERNAME": "ann", "SECRET_HASH": secret_hash("ann")}
begun = initiate("ADMIN_USER_PASSWORD_AUTH", {**proof, "PASSWORD": "Temporary-1"})
seen["challenge"] = begun["ChallengeName"]
answered = cognito.admin_respond_to_auth_challenge(
    UserPoolId=pool,
    ClientId=client_id,
    ChallengeName=begun["ChallengeName"],
    Session=begun["Session"],
    ChallengeResponses={**proof, "NEW_PASSWORD": "Lasting-22"},
)
tokens = answered["AuthenticationResult"]
seen["tokens"] = sorted(tokens)
seen["user"] = cognito.get_user(AccessToken=tokens["AccessToken"])["Username"]
refreshed = initiate("REFRESH_TOKEN_AUTH", {"REFRESH_TOKEN": tokens["RefreshToken"], "SECRET_HASH": proof["SECRET_HASH"]})
seen["refreshed"] = sorted(refreshed["AuthenticationResult"])
cognito.change_password(
    AccessToken=tokens["AccessToken"], PreviousPassword="Lasting-22", ProposedPassword="Lasting-33"
)
cognito.admin_user_global_sign_out(UserPoolId=pool, Username="ann")
seen["errors"] = []
for call in (
    lambda: cognito.get_user(AccessToken=tokens["AccessToken"]),
    lambda: initiate("ADMIN_USER_PASSWORD_AUTH", {**proof, "PASSWORD": "Lasting-22"}),
    lambda: initiate("ADMIN_USER_PASSWORD_AUTH", {"USERNAME": "ann", "PASSWORD": "Lasting-33"}),
):
    try:
        call()
        seen["errors"].append(None)
    except cognito.exceptions.NotAuthorizedException as error:
        seen["errors"].append(error.response["Error"]["Message"].replace(client_id, "ID"))
cognito.admin_reset_user_password(UserPoolId=pool, Username="ann")
try:
    initiate("ADMIN_USER_PASSWORD_AUTH", {**proof, "PASSWORD": "Lasting-33"})
except cognito.exceptions.PasswordResetRequiredException as error:
    seen["reset"] = error.response["Error"]["Message"]
print(json.dumps(seen))
