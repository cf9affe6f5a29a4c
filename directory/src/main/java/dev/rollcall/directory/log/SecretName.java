package dev.rollcall.directory.log;

/** Names of fields whose values are secrets: the one list by which the log leaves values out, for whoever stores what came. */
public final class SecretName {
    private SecretName() {}

    /** Whether a field of this name has a secret; case, blanks, hyphens and underscores do not matter. */
    public static boolean isOne(String name) {
        return Secrets.isName(name);
    }
}
