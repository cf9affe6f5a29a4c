package dev.rollcall.benchmarks;

/** Made-up users of about 1.2 KB, as Entra ID sends them with its usual mappings. */
public final class SampleUser {
    private static final String[] GIVEN = {"Adele", "Boris", "Chiara", "Dilara", "Emre", "Freya", "Goran", "Hanna"};
    private static final String[] FAMILY = {"Vance", "Nowak", "Rossi", "Yilmaz", "Larsen", "Okafor", "Tanaka"};

    private SampleUser() {}

    /** What every server is asked for with {@code userName eq}. */
    public static String userName(int number) {
        return "user-%08d@example.com".formatted(number);
    }

    /** A body for {@code POST /Users}; every number gives another user. */
    public static String json(int number) {
        String given = GIVEN[number % GIVEN.length];
        String family = FAMILY[number % FAMILY.length];
        return """
            {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User",\
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],\
            "externalId":"8f2c7a10-5e31-4c6b-9d02-%1$012x","userName":"%2$s","active":true,\
            "displayName":"%3$s %4$s %1$d","title":"Senior Engineer","userType":"Employee",\
            "preferredLanguage":"en-US","locale":"en-GB","timezone":"Europe/Berlin","nickName":"%3$s%1$d",\
            "profileUrl":"https://people.contoso.example.com/profiles/%1$d",\
            "name":{"formatted":"%3$s %4$s","familyName":"%4$s","givenName":"%3$s","middleName":"Quinn"},\
            "emails":[{"type":"work","value":"%2$s","primary":true},\
            {"type":"home","value":"home-%1$d@mail.example.net"}],\
            "phoneNumbers":[{"type":"work","value":"+49 30 555 %1$08d"},{"type":"mobile","value":"+49 171 %1$08d"}],\
            "addresses":[{"type":"work","formatted":"Hauptstrasse 1, 10115 Berlin","streetAddress":"Hauptstrasse 1",\
            "locality":"Berlin","region":"BE","postalCode":"10115","country":"DE"}],\
            "roles":[{"value":"engineer","display":"Engineer","type":"work","primary":true}],\
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"employeeNumber":"%1$d",\
            "department":"Research and Development","division":"Platform","organization":"Contoso","costCenter":"4130"}}"""
                .formatted(number, userName(number), given, family);
    }
}
