package dev.rollcall.entra.definition;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Why a file cannot be used, in words that a person reads: without the names of Java's classes. */
public final class FileFailure {
    private FileFailure() {}

    /** As it stands in brackets behind the name of the file. */
    public static String words(IOException failure) {
        return switch (failure) {
            case NoSuchFileException _ -> "it is not there";
            case AccessDeniedException _ -> "this user may not";
            case FileAlreadyExistsException _ -> "something of that name is there";
            case CharacterCodingException _ -> "it is no UTF-8 text";
            case FileSystemException refused when refused.getReason() != null -> refused.getReason();
            default -> failure.getMessage() == null ? "the system gives no reason" : failure.getMessage();
        };
    }
}
