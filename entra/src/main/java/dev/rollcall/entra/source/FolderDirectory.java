package dev.rollcall.entra.source;

import java.nio.file.Path;

/**
 * A directory in a folder that a person edits: {@code users}, {@code groups} and {@code assignments}, each as {@code .yaml},
 * {@code .yml} or {@code .csv}. Users must be there; without groups there are none, without assignments nobody is assigned.
 *
 * <p>A YAML file is a list of entries; a CSV file has names in its first line and semicolons between several values.
 *
 * <ul>
 *   <li>Users have a {@code userPrincipalName}, unique without regard to case; all other attributes are optional, and an
 *       organisation's own may be added. {@code manager} is the principal name or the id of another user. Entra's own additions
 *       ({@code accountEnabled}, {@code mailNickname}, {@code userType}) are made where they are missing.
 *   <li>Groups have a {@code displayName}; {@code members} are principal names or ids of users. A group inside a group is
 *       left out.
 *   <li>{@code id} is optional. Without it, the id follows from the name and stays as long as the name does; who is to be
 *       renamed and remain the same object needs one.
 *   <li>{@code softDeleted: true} puts an object into the recycle bin; who is not in the file any more is deleted for good.
 *   <li>An assignment names a {@code user}, a {@code group} or {@code all: true}, with {@code role} or {@code roles}.
 * </ul>
 *
 * <p>What is wrong is refused with the file, the line and what to write there. Each reading is new, so that an edit is seen.
 */
public final class FolderDirectory implements SourceDirectory {
    private final Path folder;
    private final FolderLimits limits;

    /** The folder, within the default limits. */
    public FolderDirectory(Path folder) {
        this(folder, FolderLimits.defaults());
    }

    public FolderDirectory(Path folder, FolderLimits limits) {
        this.folder = folder;
        this.limits = limits;
    }

    @Override
    public SourceSnapshot read() {
        return new FolderReading(folder, limits).snapshot();
    }
}
