package dev.rollcall.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Each package is a slice, and packages that may know each other in a circle are one slice together. */
final class PackageSlices implements SliceAssignment {
    private final List<Set<String>> together;
    private final Pattern part;

    PackageSlices(List<Set<String>> together) {
        this(together, ".+");
    }

    /** @param part the beginning of a package's name that makes its slice; packages without it are no slice */
    PackageSlices(List<Set<String>> together, String part) {
        this.together = together;
        this.part = Pattern.compile("(" + part + ")(\\..+)?");
    }

    @Override
    public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
        Matcher name = part.matcher(javaClass.getPackageName());
        if (!name.matches()) {
            return SliceIdentifier.ignore();
        }
        String slice = name.group(1);
        return together.stream()
                .filter(packages -> packages.contains(slice))
                .findFirst()
                .map(packages -> SliceIdentifier.of(List.copyOf(packages)))
                .orElseGet(() -> SliceIdentifier.of(slice));
    }

    @Override
    public String getDescription() {
        return "packages";
    }
}
