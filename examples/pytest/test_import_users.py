from import_users import import_users, make_csv

ANN = {"cognito:username": "ann", "name": "Ann, of course", "email": "ann@example.com", "email_verified": "true"}
BOB = {"cognito:username": "bob", "email": "bob@example.com", "email_verified": "true"}


def test_csv_has_the_values_in_the_order_of_the_header_and_a_backslash_before_a_comma():
    header = ["email_verified", "name", "cognito:username"]
    assert make_csv(header, [ANN]) == "email_verified,name,cognito:username\ntrue,Ann\\, of course,ann\n"


def test_creates_users_with_their_attributes(cognito, user_pool_id, role_arn):
    job = import_users(cognito, user_pool_id, role_arn, [ANN, BOB], poll_seconds=0.02)
    assert (job["Status"], job["ImportedUsers"], job["FailedUsers"]) == ("Succeeded", 2, 0)
    ann = cognito.admin_get_user(UserPoolId=user_pool_id, Username="ann")
    assert ann["UserStatus"] == "RESET_REQUIRED"
    assert {"Name": "name", "Value": "Ann, of course"} in ann["UserAttributes"]


def test_skips_users_that_are_there_already(cognito, user_pool_id, role_arn):
    import_users(cognito, user_pool_id, role_arn, [ANN], poll_seconds=0.02)
    job = import_users(cognito, user_pool_id, role_arn, [ANN, BOB], poll_seconds=0.02)
    assert (job["ImportedUsers"], job["SkippedUsers"]) == (1, 1)


def test_reports_a_user_without_a_verified_attribute_as_failed(cognito, user_pool_id, role_arn):
    job = import_users(cognito, user_pool_id, role_arn, [{"cognito:username": "nobody"}], poll_seconds=0.02)
    assert (job["Status"], job["FailedUsers"]) == ("Failed", 1)
