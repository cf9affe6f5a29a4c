package dev.rollcall.mapping;

import dev.rollcall.scim.resource.ResourceNormalizer;
import dev.rollcall.scim.schema.StandardSchemas;
import dev.rollcall.scim.tolerance.Dialect;
import dev.rollcall.scim.tolerance.FiredTolerances;
import java.util.List;
import java.util.Random;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Makes canonical users with known and unknown attributes, odd elements of lists among them. */
final class DocumentGenerator {
    private static final String E = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

    private final Random random;

    DocumentGenerator(Random random) {
        this.random = random;
    }

    ObjectNode document() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("userName", word());
        body.put("active", random.nextInt(4) > 0);
        for (String name : List.of("externalId", "displayName", "nickName", "title", "locale", "favouriteColour")) {
            maybe(body, name);
        }
        ObjectNode name = body.putObject("name");
        List.of("givenName", "familyName", "formatted", "phonetic").forEach(part -> maybe(name, part));
        for (String list : List.of("emails", "phoneNumbers", "photos", "ims", "roles", "entitlements", "addresses")) {
            elements(body.putArray(list), list.equals("addresses") ? "locality" : "value");
        }
        ObjectNode enterprise = body.putObject(E);
        List.of("department", "costCenter", "division", "shoeSize").forEach(part -> maybe(enterprise, part));
        if (random.nextBoolean()) {
            enterprise.putObject("manager").put("value", word());
        }
        ObjectNode own = body.putObject("urn:example:hr:2.0:" + (random.nextBoolean() ? "User" : "USER"));
        maybe(own, "badge");
        if (random.nextBoolean()) {
            own.putObject("desk").put("floor", random.nextInt(9)).put("seat", word());
            own.putArray("keys").addObject().put("type", "door").put("value", word());
        }
        return ResourceNormalizer.normalize(
                StandardSchemas.user(), body, Dialect.tolerant(), new FiredTolerances()).document();
    }

    private void elements(ArrayNode list, String part) {
        int primary = random.nextInt(5);
        for (int i = random.nextInt(4); i > 0; i--) {
            ObjectNode element = list.addObject();
            if (random.nextInt(5) > 0) {
                element.put(part, word() + i);
            }
            if (random.nextInt(4) > 0) {
                element.put("type", List.of("work", "home", "mobile", "Work", "photo", "xmpp").get(random.nextInt(6)));
            }
            maybe(element, "display");
            maybe(element, "note");
            if (i == primary) {
                element.put("primary", true);
            }
        }
    }

    private void maybe(ObjectNode object, String name) {
        if (random.nextBoolean()) {
            object.put(name, word());
        }
    }

    private String word() {
        return List.of("a", "b", "Ärger", "x y").get(random.nextInt(4)) + random.nextInt(100);
    }
}
