curl --fail-with-body --silent "$KICKOFF/api/v1/jobs" \
  --header "Authorization: Bearer $KEY" \
  --header "Content-Type: application/json" \
  --data '{ "type": "greetings.greet-person", "input": { "name": "Ada" } }'
