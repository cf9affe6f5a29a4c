package dev.rollcall.hardship;

import dev.rollcall.app.PostgresServer;
import java.nio.file.Path;

/** The stores on which the same must hold. */
enum Engine {
    SQLITE {
        @Override
        Place newPlace(Path folder) {
            return new Place.Folder(folder.resolve("data"));
        }
    },
    POSTGRESQL {
        @Override
        Place newPlace(Path folder) {
            return new Place.Database(PostgresServer.newStore());
        }
    };

    /** Where a store may be made that nobody used before. */
    abstract Place newPlace(Path folder);
}
