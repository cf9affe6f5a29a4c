package dev.rollcall.entra.source;

/**
 * How much a folder may hold, so that a file that was put there by mistake is refused and not loaded.
 *
 * @param fileBytes the size of one file
 * @param objects users and groups together
 * @param references members of all groups and managers together
 * @param valueLength the characters of one value
 */
public record FolderLimits(long fileBytes, int objects, int references, int valueLength) {
    /** 64 MiB a file, 250,000 objects, 2,000,000 references, 10,000 characters a value. */
    public static FolderLimits defaults() {
        return new FolderLimits(64L << 20, 250_000, 2_000_000, 10_000);
    }

    public FolderLimits withFileBytes(long limit) {
        return new FolderLimits(limit, objects, references, valueLength);
    }

    public FolderLimits withObjects(int limit) {
        return new FolderLimits(fileBytes, limit, references, valueLength);
    }

    public FolderLimits withReferences(int limit) {
        return new FolderLimits(fileBytes, objects, limit, valueLength);
    }

    public FolderLimits withValueLength(int limit) {
        return new FolderLimits(fileBytes, objects, references, limit);
    }
}
