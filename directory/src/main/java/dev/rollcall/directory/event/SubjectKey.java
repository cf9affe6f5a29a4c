package dev.rollcall.directory.event;

import dev.rollcall.directory.connection.ConnectionId;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Whom an event is about: what is delivered of one subject keeps its order.
 *
 * <p>A user is the person, not the SCIM resource: who is deleted and comes back has another SCIM id and is the same subject.
 *
 * @param text {@code U con_… tail} of a person, where the tail is that of the {@code user_id}; {@code G con_… id} of a group,
 *     {@code R con_… id} of a resource of a type that the connection declares, {@code C con_…} of a connection, {@code T …} of what belongs to none, such as a test; at most {@value #LONGEST} characters
 */
public record SubjectKey(String text) implements Comparable<SubjectKey> {
    /** The most characters of a key: an indexed value has 1,024 at most, and the connection comes before it. */
    public static final int LONGEST = 1_100;

    private static final Pattern FORM = Pattern.compile("[UGR] con_[A-Za-z0-9]{16} .+|C con_[A-Za-z0-9]{16}|T .+",
            Pattern.DOTALL);
    private static final int CONNECTION_AT = 2;
    private static final int TAIL_AT = 23;

    public SubjectKey {
        if (text.length() > LONGEST || !FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("That is no subject of an event.");
        }
    }

    /** A person. @param tail what follows the connection's name in the {@code user_id} */
    public static SubjectKey user(ConnectionId connection, String tail) {
        return new SubjectKey("U " + connection.value() + " " + tail);
    }

    /** A group by its SCIM id. */
    public static SubjectKey group(ConnectionId connection, String id) {
        return new SubjectKey("G " + connection.value() + " " + id);
    }

    /** A resource of a type that the connection declares, by its SCIM id. */
    public static SubjectKey resource(ConnectionId connection, String id) {
        return new SubjectKey("R " + connection.value() + " " + id);
    }

    /** A connection itself. */
    public static SubjectKey of(ConnectionId connection) {
        return new SubjectKey("C " + connection.value());
    }

    /** A test, which is a subject by itself. */
    public static SubjectKey test(EventId event) {
        return new SubjectKey("T " + event.text());
    }

    /** The key in that text; empty when the text has another form. */
    public static Optional<SubjectKey> parse(String text) {
        return text.length() <= LONGEST && FORM.matcher(text).matches()
                ? Optional.of(new SubjectKey(text))
                : Optional.empty();
    }

    /** What keys of a connection's people begin with. */
    public static String usersOf(ConnectionId connection) {
        return "U " + connection.value() + " ";
    }

    /** What keys of a connection's groups begin with. */
    public static String groupsOf(ConnectionId connection) {
        return "G " + connection.value() + " ";
    }

    /** Whether it is a person. */
    public boolean isUser() {
        return text.startsWith("U ");
    }

    /** Whether it is a group. */
    public boolean isGroup() {
        return text.startsWith("G ");
    }

    /** Whether it is a resource of a type that its connection declares. */
    public boolean isResource() {
        return text.startsWith("R ");
    }

    /** Whether it is a test. */
    public boolean isTest() {
        return text.startsWith("T ");
    }

    /** The connection that it belongs to; empty for a test. */
    public Optional<ConnectionId> connection() {
        return isTest()
                ? Optional.empty()
                : Optional.of(new ConnectionId(text.substring(CONNECTION_AT, Math.min(TAIL_AT - 1, text.length()))));
    }

    /** The tail of a person's {@code user_id}, or the SCIM id of a group or another resource; empty text otherwise. */
    public String tail() {
        return isUser() || isGroup() || isResource() ? text.substring(TAIL_AT) : "";
    }

    @Override
    public int compareTo(SubjectKey other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
