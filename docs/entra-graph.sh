#!/usr/bin/env bash
# Moves a provisioning job to another template, in the order of Microsoft's page on SCIM 2.0 compliance ("Upgrading from the
# older customappsso job to the SCIM job"), and starts it. The calls are those of Microsoft Graph; here they go to
#   rollcall entra graph
# which prints GRAPH and TOKEN. OBJECT_ID is the service principal's; any will do here. TEMPLATE is scim, or customappsso to go
# back to what the service did in 2018.
set -euo pipefail
: "${GRAPH:?Set GRAPH to what \"rollcall entra graph\" printed, http://127.0.0.1:<port>/v1.0}"
: "${TOKEN:?Set TOKEN to what \"rollcall entra graph\" printed}"
OBJECT_ID=${OBJECT_ID:-00000000-0000-0000-0000-000000000000}
TEMPLATE=${TEMPLATE:-scim}
BACKUP=${BACKUP:-schema-backup.json}
jobs="$GRAPH/servicePrincipals/$OBJECT_ID/synchronization/jobs"

graph() {
    curl --silent --show-error --fail-with-body --header "Authorization: Bearer $TOKEN" \
        --header "Content-Type: application/json" "$@"
}
first_id() {
    sed -n 's/.*"id":"\([a-zA-Z]*\.[0-9a-zA-Z.-]*\)".*/\1/p' | head -n 1
}

# 6 and 7: the id of the job
old=$(graph "$jobs" | grep -o '"id":"[^"]*","templateId"' | first_id)
echo "job $old"

# 8 and 9: keep its schema
graph "$jobs/$old/schema" > "$BACKUP"
echo "schema kept in $BACKUP"

# 10: delete the job
graph --request DELETE "$jobs/$old"

# 11: make a job of the template
new=$(graph --data "{\"templateId\":\"$TEMPLATE\"}" "$jobs" | grep -o '"id":"[^"]*","templateId"' | first_id)
echo "job $new"

# 12: put the schema back
graph --request PUT --data "@$BACKUP" "$jobs/$new/schema"

# 13 and 14: verify the configuration, then start
graph --data '{"useSavedCredentials":true}' "$jobs/$new/validateCredentials"
graph --request POST "$jobs/$new/start"

# See how it goes on until the first cycle has ended
for _ in $(seq 1 "${TRIES:-120}"); do
    job=$(graph "$jobs/$new")
    case $job in *'"lastExecution":{'*) break ;; esac
    sleep 0.5
done
echo "$job" | grep -o '"status":{"code":"[^"]*"'
graph --get --data-urlencode "\$filter=jobId eq '$new'" --data-urlencode '$top=5' "$GRAPH/auditLogs/provisioning" |
    grep -o '"provisioningAction":"[^"]*"'
graph --request POST "$jobs/$new/pause"
