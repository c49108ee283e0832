"""Pages for a browser: tables that sort and filter by themselves, pictures, and nothing that is loaded from anywhere."""
