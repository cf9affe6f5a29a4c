package dev.rollcall.app;

import java.util.ArrayList;
import java.util.List;

/** Requests that each carry a secret in another place; {@code %s} stands for it. */
final class PlantedSecrets {
    /**
     * @param kept whether the secret is data that no schema declares: it stays in the document, and nowhere else
     */
    record Plant(String method, String path, String body, boolean kept) {}

    private static final String CORE = "urn:ietf:params:scim:schemas:core:2.0:User";
    private static final String ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
    private static final String CUSTOM = "urn:example:params:custom:2.0:User";

    /** Members of a user, each with a password that is dropped. */
    private static final List<String> PASSWORDS = List.of(
            "'password':'%s'",
            "'PassWord':'%s'",
            "'ｐａｓｓｗｏｒｄ':'%s'",
            "'password.value':'%s'",
            "'" + CORE + ":password':'%s'",
            "'" + CORE + ":PASSWORD':{'value':'%s'}",
            "'name.password':'%s'",
            "'name':{'familyName':'x','password':'%s'}",
            "'" + ENTERPRISE + "':{'password':'%s','department':'x'}",
            "'" + CUSTOM + "':{'Password':'%s','x':1}",
            "'" + CUSTOM + ":password':'%s'",
            "'x':{'y':[{'z':{'password':'%s','a':1}}]}",
            "'emails':[{'value':'a@example.com','password':'%s'}]");

    /** Paths of a PATCH that name a password. */
    private static final List<String> PASSWORD_PATHS = List.of("password", CORE + ":Password", "name.password",
            CUSTOM + ":password", "password.value", "emails[type eq \\'work\\'].password");

    /** Members of a user that are kept as data and are secrets by their names. */
    private static final List<String> DATA = List.of(
            "'newPassword':'%s'",
            "'secret':'%s'",
            "'token':'%s'",
            "'api_key':'%s'",
            "'jwt':['%s']",
            "'code':'%s'",
            "'sig':{'value':'%s'}",
            "'" + CUSTOM + "':{'clientSecret':'%s'}",
            "'" + ENTERPRISE + "':{'x-api-key':'%s'}",
            "'x':[{'name':'apiKey','value':'%s'}]");

    /** Queries in which a secret is asked for or sent. */
    private static final List<String> QUERIES = List.of(
            "?filter=password%%20eq%%20%%22%s%%22",
            "?filter=password%%2520eq%%2520%%2522%s%%2522",
            "?filter=p%%252561ssword%%252520eq%%252520%%252522%s%%252522",
            "?filter=newPassword+eq+%%22%s%%22",
            "?filter=jwt%%20sw%%20%%22%s%%22",
            "?filter=%%EF%%BD%%90assword%%20eq%%20%%22%s%%22",
            "?api_key=%s",
            "?jwt=%s",
            "?code=%s&state=1",
            "?sig=%s",
            "?access%%5Ftoken=%s",
            "/password=%s");

    private PlantedSecrets() {}

    /** All of them, in the order in which they are sent; {@code ID} in a path stands for a user, {@code GROUP} for a group. */
    static List<Plant> all() {
        List<Plant> plants = new ArrayList<>();
        for (String member : PASSWORDS) {
            plants.add(new Plant("POST", "/Users", user("new", member), false));
            plants.add(new Plant("PUT", "/Users/ID", user("ada", member), false));
            plants.add(new Plant("PATCH", "/Users/ID", patch("'op':'add','value':{" + member + "}"), false));
        }
        for (String path : PASSWORD_PATHS) {
            plants.add(new Plant("PATCH", "/Users/ID", patch("'op':'add','path':'" + path + "','value':'%s'"), false));
        }
        plants.add(new Plant("POST", "/Groups", "{'displayName':'g','password':'%s'}", false));
        plants.add(new Plant("PATCH", "/Groups/GROUP",
                patch("'op':'add','path':'members','value':[{'value':'ID','password':'%s'}]"), false));
        for (String query : QUERIES) {
            plants.add(new Plant("GET", "/Users" + query, "", false));
        }
        plants.add(new Plant("POST", "/Users/.search", "{'schemas':["
                + "'urn:ietf:params:scim:api:messages:2.0:SearchRequest'],'filter':'token eq \\'%s\\''}", false));
        plants.add(new Plant("POST", "/Users", "{'newPassword':'%s'", false));
        plants.add(new Plant("POST", "/Users", "{'secret':'%s'}", false));
        plants.add(new Plant("PATCH", "/Users/ID", patch("'op':'put','path':'api_key','value':'%s'"), false));
        plants.add(new Plant("PATCH", "/Users/ID",
                patch("'op':'replace','path':'emails[jwt eq \\'%s\\'].value','value':'x'"), false));
        for (String member : DATA) {
            plants.add(new Plant("POST", "/Users", user("new", member), true));
            plants.add(new Plant("PATCH", "/Users/ID", patch("'op':'add','value':{" + member + "}"), true));
        }
        plants.add(new Plant("PATCH", "/Users/ID",
                patch("'op':'add','path':'" + CUSTOM + ":refreshToken','value':'%s'"), true));
        plants.add(new Plant("PATCH", "/Users/ID", patch("'op':'add','path':'credential','value':{'x':'%s'}"), true));
        return plants;
    }

    private static String user(String userName, String member) {
        return "{'schemas':['" + CORE + "'],'userName':'" + userName + "'," + member + "}";
    }

    private static String patch(String operation) {
        return "{'schemas':['urn:ietf:params:scim:api:messages:2.0:PatchOp'],'Operations':[{" + operation + "}]}";
    }
}
