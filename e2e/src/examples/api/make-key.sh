curl --fail-with-body --silent "$KICKOFF/api/v1/keys" \
  --header "Authorization: Bearer $KEY" \
  --header "Content-Type: application/json" \
  --data '{ "name": "web shop", "role": "publisher", "workloads": ["greetings"] }'
