package dev.rollcall.console.credential;

import dev.rollcall.console.connection.ConnectionTabs;
import java.util.List;

/**
 * A secret that was just made, which no other page ever shows.
 *
 * @param title of the page
 * @param label what the secret is called
 * @param values what goes with it into the identity provider
 * @param next what to do now
 * @param backUrl the page of the tokens
 */
public record SecretView(
        ConnectionTabs tabs, String title, String label, String secret, List<Value> values, String next,
        String backUrl) {
    public SecretView {
        values = List.copyOf(values);
    }

    /** Something that is copied. @param id of its element */
    public record Value(String id, String label, String text) {}

    /** Without the secret, so that no log line can hold it by mistake. */
    @Override
    public String toString() {
        return "SecretView[" + title + "]";
    }
}
