curl --fail-with-body --silent "$KICKOFF/api/v1/audit?limit=50" \
  --header "Authorization: Bearer $KEY"
