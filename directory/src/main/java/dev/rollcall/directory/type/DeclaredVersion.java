package dev.rollcall.directory.type;

import java.util.List;

/**
 * What a connection declares at a time.
 *
 * @param version which no other declarations of the connection ever have; empty text when it has never declared anything
 * @param declarations by kind and name
 */
public record DeclaredVersion(String version, List<Declaration> declarations) {
    public DeclaredVersion {
        declarations = List.copyOf(declarations);
    }

    /** The resource types of a connection that declares this; they are read out of the texts, which takes a while. */
    public ConnectionTypes types() {
        return version.isEmpty() ? ConnectionTypes.standard() : ConnectionTypes.of(version, declarations);
    }
}
