package dev.rollcall.entra.graph;

import java.io.Serial;

/** A request that is answered with an error of Graph's form. */
final class GraphRefusal extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    GraphRefusal(int status, String code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    static GraphRefusal badRequest(String message) {
        return new GraphRefusal(400, "badRequest", message);
    }

    static GraphRefusal notFound(String message) {
        return new GraphRefusal(404, "notFound", message);
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }
}
