"""A user without a password, by operations that need no credentials: python3 recover_with_boto3.py ENDPOINT CLIENT USER.

Reads the code that the user was sent from standard input. Prints what it saw as JSON.
"""
import json
import sys

import boto3
from botocore import UNSIGNED
from botocore.config import Config

endpoint, client_id, username = sys.argv[1:]
cognito = boto3.client(
    "cognito-idp", endpoint_url=endpoint, region_name="us-east-1", config=Config(signature_version=UNSIGNED)
)
PASSWORD = "Lasting-Horse-8"
app = {"ClientId": client_id, "Username": username}


def initiate(flow, **parameters):
    return cognito.initiate_auth(ClientId=client_id, AuthFlow=flow, AuthParameters=parameters)["AuthenticationResult"]


def refusal(call):
    try:
        call()
    except cognito.exceptions.ClientError as error:
        return type(error).__name__
    return None


seen = {"version": boto3.__version__}
seen["before"] = refusal(lambda: initiate("USER_PASSWORD_AUTH", USERNAME=username, PASSWORD=PASSWORD))
print(json.dumps(cognito.forgot_password(**app)["CodeDeliveryDetails"]), flush=True)
code = sys.stdin.readline().strip()
seen["wrong"] = refusal(
    lambda: cognito.confirm_forgot_password(ConfirmationCode=code[::-1] + "0", Password=PASSWORD, **app)
)
cognito.confirm_forgot_password(ConfirmationCode=code, Password=PASSWORD, **app)
tokens = initiate("USER_PASSWORD_AUTH", USERNAME=username, PASSWORD=PASSWORD)
refreshed = initiate("REFRESH_TOKEN_AUTH", REFRESH_TOKEN=tokens["RefreshToken"])
access = {"AccessToken": refreshed["AccessToken"]}
cognito.update_user_attributes(UserAttributes=[{"Name": "name", "Value": "Ann"}], **access)
seen["attributes"] = {
    attribute["Name"]: attribute["Value"]
    for attribute in cognito.get_user(**access)["UserAttributes"]
    if attribute["Name"] != "sub"
}
cognito.revoke_token(Token=tokens["RefreshToken"], ClientId=client_id)
seen["revoked"] = refusal(lambda: cognito.get_user(**access))
tokens = initiate("USER_PASSWORD_AUTH", USERNAME=username, PASSWORD=PASSWORD)
cognito.global_sign_out(AccessToken=tokens["AccessToken"])
seen["signed out"] = refusal(lambda: initiate("REFRESH_TOKEN_AUTH", REFRESH_TOKEN=tokens["RefreshToken"]))
tokens = initiate("USER_PASSWORD_AUTH", USERNAME=username, PASSWORD=PASSWORD)
cognito.delete_user(AccessToken=tokens["AccessToken"])
seen["deleted"] = refusal(lambda: initiate("USER_PASSWORD_AUTH", USERNAME=username, PASSWORD=PASSWORD))

operations = cognito.meta.service_model.operation_names
newer = ["GetTokensFromRefreshToken", "AddUserPoolClientSecret", "ListUserPoolClientSecrets", "DeleteUserPoolClientSecret"]
seen["missing"] = [name for name in newer if name not in operations]


def members(operation):
    return cognito.meta.service_model.operation_model(operation).input_shape.members


seen["missing"] += [
    name
    for name, is_there in (
        ("USER_AUTH", "USER_AUTH" in members("InitiateAuth")["AuthFlow"].enum),
        ("RefreshTokenRotation", "RefreshTokenRotation" in members("CreateUserPoolClient")),
        ("PasswordHashingAlgorithm", "PasswordHashingAlgorithm" in members("CreateUserImportJob")),
    )
    if not is_there
]
print(json.dumps(seen))
