package dev.rollcall.server.scim;

import dev.rollcall.scim.ScimException;
import dev.rollcall.server.http.HeaderName;

/** Which methods a route has. */
enum Methods {
    READ("GET, HEAD"),
    COLLECTION("GET, HEAD, POST"),
    RESOURCE("GET, HEAD, PUT, PATCH, DELETE"),
    SEARCH("POST"),
    BULK("POST");

    private final String allow;

    Methods(String allow) {
        this.allow = allow;
    }

    /** The value of the {@code Allow} header. */
    String allow() {
        return allow;
    }

    /** The refusal of any other method. */
    RefusalException refusal(String method) {
        return new RefusalException(
                ScimException.of(
                        405,
                        "This URL does not take " + method + ", only " + allow
                                + ". Check the URL and the method that the client is configured to send."),
                HeaderName.ALLOW,
                allow);
    }

    static boolean isRead(String method) {
        return method.equals("GET") || method.equals("HEAD");
    }
}
