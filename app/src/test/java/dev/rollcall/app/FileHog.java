package dev.rollcall.app;

import java.io.FileInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The program in a process that opens as many files as it may, as soon as a byte comes on its input. */
final class FileHog {
    private static final List<FileInputStream> HELD = new ArrayList<>();

    private FileHog() {}

    public static void main(String... arguments) {
        Thread.ofPlatform().daemon().start(FileHog::openFilesWhenTold);
        Main.main(arguments);
    }

    private static void openFilesWhenTold() {
        try {
            System.in.read();
            while (true) {
                HELD.add(new FileInputStream("/dev/null"));
            }
        } catch (IOException noneLeft) {
            System.out.println("none left");
        }
    }
}
