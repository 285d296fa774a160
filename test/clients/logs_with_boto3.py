"""Drives CloudWatch Logs with boto3; prints what it saw as JSON. Words: endpoint URL."""

import json
import sys
import time

import boto3

client = boto3.client(
    "logs",
    endpoint_url=sys.argv[1],
    region_name="us-east-1",
    aws_access_key_id="test",
    aws_secret_access_key="test",
)
GROUP, STREAM = "/boto3/app", "web"
EVENTS = 250
seen = {}

client.create_log_group(logGroupName=GROUP, tags={"team": "a"})
try:
    client.create_log_group(logGroupName=GROUP)
except client.exceptions.ResourceAlreadyExistsException as error:
    seen["twice"] = error.response["Error"]["Message"]
client.create_log_stream(logGroupName=GROUP, logStreamName=STREAM)
client.put_retention_policy(logGroupName=GROUP, retentionInDays=7)

now = int(time.time() * 1000)
put = client.put_log_events(
    logGroupName=GROUP,
    logStreamName=STREAM,
    logEvents=[{"timestamp": now - EVENTS + index, "message": f"event {index}"} for index in range(EVENTS)],
)
seen["rejected"] = put.get("rejectedLogEventsInfo")
late = client.put_log_events(
    logGroupName=GROUP,
    logStreamName=STREAM,
    logEvents=[{"timestamp": now - 8 * 24 * 3600 * 1000, "message": "expired"}],
)
seen["late"] = late["rejectedLogEventsInfo"]

pages = client.get_paginator("filter_log_events").paginate(
    logGroupName=GROUP, filterPattern='"event 1"', PaginationConfig={"PageSize": 20}
)
seen["filtered"] = [event["message"] for page in pages for event in page["events"]]

# The loop of the documentation: until the token that was sent comes back.
read, token = [], None
while True:
    page = client.get_log_events(
        logGroupName=GROUP,
        logStreamName=STREAM,
        startFromHead=True,
        limit=60,
        **({"nextToken": token} if token else {}),
    )
    read += [event["message"] for event in page["events"]]
    if page["nextForwardToken"] == token:
        break
    token = page["nextForwardToken"]
seen["read"] = read == [f"event {index}" for index in range(EVENTS)]

[group] = client.describe_log_groups(logGroupNamePrefix=GROUP)["logGroups"]
seen["group"] = {"retention": group["retentionInDays"], "stored": group["storedBytes"] > 0}
client.delete_retention_policy(logGroupName=GROUP)
client.delete_log_stream(logGroupName=GROUP, logStreamName=STREAM)
try:
    client.get_log_events(logGroupName=GROUP, logStreamName=STREAM)
except client.exceptions.ResourceNotFoundException as error:
    seen["stream gone"] = error.response["Error"]["Message"]
client.delete_log_group(logGroupName=GROUP)
try:
    client.describe_log_streams(logGroupName=GROUP)
except client.exceptions.ResourceNotFoundException as error:
    seen["group gone"] = error.response["Error"]["Message"]

print(json.dumps(seen))
