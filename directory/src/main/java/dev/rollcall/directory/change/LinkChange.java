package dev.rollcall.directory.change;

import dev.rollcall.scim.patch.Change;
import dev.rollcall.scim.patch.ChangePlanJson;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The plan of a record about an account that is made part of another one, or stands by itself from now on. */
public final class LinkChange {
    /** The path that it is about. */
    public static final String PATH = "urn:rollcall:params:profile:linked_to";

    private LinkChange() {}

    /** It is part of the primary account of that user id. */
    public static String to(String primary) {
        return plan(Optional.empty(), Optional.of(primary));
    }

    /** It was part of the primary account of that user id. */
    public static String off(String primary) {
        return plan(Optional.of(primary), Optional.empty());
    }

    private static String plan(Optional<String> before, Optional<String> after) {
        return ChangePlanJson.write(List.of(new Change.Assigned(PATH, before.map(LinkChange::text),
                after.map(LinkChange::text))));
    }

    private static JsonNode text(String text) {
        return JsonNodeFactory.instance.stringNode(text);
    }
}
