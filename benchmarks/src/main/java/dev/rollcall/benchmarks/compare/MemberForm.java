package dev.rollcall.benchmarks.compare;

/** What stands in a group for each of its members. */
enum MemberForm {
    /** All that a SCIM answer has for a member: the form in which Rollcall answers, and in which a peer keeps a list. */
    WHOLE {
        @Override
        String json(String baseUrl, String id) {
            return "{\"value\":\"" + id + "\",\"$ref\":\"" + baseUrl + "/Users/" + id
                    + "\",\"type\":\"User\",\"display\":\"Member " + id.substring(id.length() - 12) + "\"}";
        }
    },
    /** The value alone, as Entra sends it: what costs a server least that rewrites the list with every change. */
    VALUE_ALONE {
        @Override
        String json(String baseUrl, String id) {
            return "{\"value\":\"" + id + "\"}";
        }
    };

    abstract String json(String baseUrl, String id);
}
