DataTable.all = [new DataTable("records", readData("records"))];
