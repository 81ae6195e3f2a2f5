curl --fail-with-body --silent "$KICKOFF/api/v1/jobs" \
  --header "Authorization: Bearer $KEY" \
  --header "Content-Type: application/json" \
  --header "Idempotency-Key: order-4711-greeting" \
  --data '{ "type": "greetings.greet-person", "input": { "name": "Grace" }, "tags": ["order:4711"] }'
