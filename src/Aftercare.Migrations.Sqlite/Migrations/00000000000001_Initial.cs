using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Aftercare.Migrations.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "answered_commands",
                columns: table => new
                {
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    command = table.Column<string>(type: "TEXT", nullable: false),
                    digest = table.Column<byte[]>(type: "BLOB", nullable: false),
                    response = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_answered_commands", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "apart_customers",
                columns: table => new
                {
                    one = table.Column<long>(type: "INTEGER", nullable: false),
                    other = table.Column<long>(type: "INTEGER", nullable: false),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_apart_customers", x => new { x.one, x.other });
                });

            migrationBuilder.CreateTable(
                name: "audit_entries",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false),
                    record_kind = table.Column<string>(type: "TEXT", nullable: false),
                    record_id = table.Column<long>(type: "INTEGER", nullable: false),
                    sequence = table.Column<int>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    actor = table.Column<string>(type: "TEXT", nullable: false),
                    account = table.Column<long>(type: "INTEGER", nullable: true),
                    on_behalf_of = table.Column<long>(type: "INTEGER", nullable: true),
                    command = table.Column<string>(type: "TEXT", nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: true),
                    payload = table.Column<string>(type: "TEXT", nullable: true),
                    salt = table.Column<byte[]>(type: "BLOB", nullable: true),
                    digest = table.Column<byte[]>(type: "BLOB", nullable: false),
                    mac = table.Column<byte[]>(type: "BLOB", nullable: false),
                    seal_id = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_audit_entries", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "audit_erasures",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    record_kind = table.Column<string>(type: "TEXT", nullable: false),
                    record_id = table.Column<long>(type: "INTEGER", nullable: false),
                    entries = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_audit_erasures", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "audit_seals",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    first_entry = table.Column<long>(type: "INTEGER", nullable: false),
                    last_entry = table.Column<long>(type: "INTEGER", nullable: false),
                    count = table.Column<int>(type: "INTEGER", nullable: false),
                    digest = table.Column<byte[]>(type: "BLOB", nullable: false),
                    manifest = table.Column<byte[]>(type: "BLOB", nullable: false),
                    previous = table.Column<byte[]>(type: "BLOB", nullable: false),
                    mac = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_audit_seals", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "calendars",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    latest = table.Column<int>(type: "INTEGER", nullable: false),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_calendars", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "callback_policies",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    valid_from = table.Column<string>(type: "TEXT", nullable: false),
                    kinds = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    tickets = table.Column<bool>(type: "INTEGER", nullable: false),
                    sample_basis_points = table.Column<int>(type: "INTEGER", nullable: false),
                    check_basis_points = table.Column<int>(type: "INTEGER", nullable: false),
                    after_minutes = table.Column<int>(type: "INTEGER", nullable: false),
                    max_attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    retry_minutes = table.Column<int>(type: "INTEGER", nullable: false),
                    caller = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    after_last = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    reopen_unsolved = table.Column<bool>(type: "INTEGER", nullable: false),
                    follow_up_minutes = table.Column<int>(type: "INTEGER", nullable: false),
                    strategic_months = table.Column<int>(type: "INTEGER", nullable: false),
                    key_months = table.Column<int>(type: "INTEGER", nullable: false),
                    standard_months = table.Column<int>(type: "INTEGER", nullable: false),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_callback_policies", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "channel_tests",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    tested_at = table.Column<long>(type: "INTEGER", nullable: false),
                    who = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_channel_tests", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "charge_rule_sets",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    valid_from = table.Column<string>(type: "TEXT", nullable: false),
                    definition = table.Column<string>(type: "TEXT", nullable: false),
                    note = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    published_at = table.Column<long>(type: "INTEGER", nullable: false),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_charge_rule_sets", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "checklists",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    code = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    chinese = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    english = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    use = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    kinds = table.Column<string>(type: "TEXT", nullable: false),
                    active = table.Column<bool>(type: "INTEGER", nullable: false),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_checklists", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "companies",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    language = table.Column<string>(type: "TEXT", nullable: false),
                    zone = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_companies", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "decided_stamps",
                columns: table => new
                {
                    company_id = table.Column<long>(type: "INTEGER", nullable: false),
                    stamp = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_decided_stamps", x => x.company_id);
                });

            migrationBuilder.CreateTable(
                name: "desk_terms",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    edition = table.Column<int>(type: "INTEGER", nullable: false),
                    valid_from = table.Column<string>(type: "TEXT", nullable: false),
                    definition = table.Column<string>(type: "TEXT", nullable: false),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_desk_terms", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "dispatch_policies",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    valid_from = table.Column<string>(type: "TEXT", nullable: false),
                    answer_minutes = table.Column<int>(type: "INTEGER", nullable: false),
                    remind_minutes = table.Column<int>(type: "INTEGER", nullable: false),
                    pool_per_day = table.Column<int>(type: "INTEGER", nullable: false),
                    pool_km = table.Column<int>(type: "INTEGER", nullable: false),
                    reasons_json = table.Column<string>(type: "TEXT", nullable: false),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_dispatch_policies", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "dropped_deliveries",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    subscriber = table.Column<string>(type: "TEXT", nullable: false),
                    fact = table.Column<string>(type: "TEXT", nullable: false),
                    about = table.Column<long>(type: "INTEGER", nullable: false),
                    payload = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    error = table.Column<string>(type: "TEXT", nullable: true),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_dropped_deliveries", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "errands",
                columns: table => new
                {
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    record_id = table.Column<long>(type: "INTEGER", nullable: false),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false),
                    due_at = table.Column<long>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    lease_owner = table.Column<string>(type: "TEXT", nullable: true),
                    lease_until = table.Column<long>(type: "INTEGER", nullable: true),
                    error = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_errands", x => new { x.kind, x.record_id });
                });

            migrationBuilder.CreateTable(
                name: "field_policies",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    valid_from = table.Column<string>(type: "TEXT", nullable: false),
                    tolerance_minutes = table.Column<int>(type: "INTEGER", nullable: false),
                    contact_hour = table.Column<int>(type: "INTEGER", nullable: false),
                    code_kinds = table.Column<string>(type: "TEXT", nullable: false),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_field_policies", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "files",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false),
                    media_type = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    size = table.Column<long>(type: "INTEGER", nullable: false),
                    sender = table.Column<string>(type: "TEXT", nullable: false),
                    staged_at = table.Column<long>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    owner_kind = table.Column<string>(type: "TEXT", nullable: true),
                    owner_id = table.Column<long>(type: "INTEGER", nullable: true),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_files", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "holiday_papers",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    year = table.Column<int>(type: "INTEGER", nullable: false),
                    document = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_holiday_papers", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "id_blocks",
                columns: table => new
                {
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    next = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_id_blocks", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "import_refusals",
                columns: table => new
                {
                    company_id = table.Column<long>(type: "INTEGER", nullable: false),
                    source = table.Column<string>(type: "TEXT", nullable: false),
                    line = table.Column<long>(type: "INTEGER", nullable: false),
                    code = table.Column<string>(type: "TEXT", nullable: false),
                    value = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_import_refusals", x => new { x.company_id, x.source, x.line });
                });

            migrationBuilder.CreateTable(
                name: "import_runs",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    source = table.Column<string>(type: "TEXT", nullable: false),
                    digest = table.Column<string>(type: "TEXT", nullable: false),
                    file_name = table.Column<string>(type: "TEXT", nullable: false),
                    unit_id = table.Column<long>(type: "INTEGER", nullable: false),
                    started_at = table.Column<long>(type: "INTEGER", nullable: false),
                    cases_done = table.Column<long>(type: "INTEGER", nullable: false),
                    events_done = table.Column<long>(type: "INTEGER", nullable: false),
                    finished_at = table.Column<long>(type: "INTEGER", nullable: true),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_import_runs", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "jobs",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    parameters = table.Column<string>(type: "TEXT", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    done = table.Column<long>(type: "INTEGER", nullable: false),
                    total = table.Column<long>(type: "INTEGER", nullable: true),
                    checkpoint = table.Column<string>(type: "TEXT", nullable: true),
                    message = table.Column<string>(type: "TEXT", nullable: true),
                    started_by = table.Column<string>(type: "TEXT", nullable: false),
                    account = table.Column<long>(type: "INTEGER", nullable: true),
                    person_id = table.Column<long>(type: "INTEGER", nullable: true),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    finished_at = table.Column<long>(type: "INTEGER", nullable: true),
                    attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    error = table.Column<string>(type: "TEXT", nullable: true),
                    due_at = table.Column<long>(type: "INTEGER", nullable: false),
                    lease_owner = table.Column<string>(type: "TEXT", nullable: true),
                    lease_until = table.Column<long>(type: "INTEGER", nullable: true),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_jobs", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "kpi_cards",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    code = table.Column<string>(type: "TEXT", nullable: false),
                    name_zh = table.Column<string>(type: "TEXT", nullable: false),
                    name_en = table.Column<string>(type: "TEXT", nullable: false),
                    post = table.Column<string>(type: "TEXT", nullable: true),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kpi_cards", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "kpis",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    number = table.Column<string>(type: "TEXT", nullable: false),
                    name_zh = table.Column<string>(type: "TEXT", nullable: false),
                    name_en = table.Column<string>(type: "TEXT", nullable: false),
                    category = table.Column<string>(type: "TEXT", nullable: true),
                    level = table.Column<string>(type: "TEXT", nullable: true),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kpis", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "last_uses",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    ip = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_last_uses", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "marks",
                columns: table => new
                {
                    name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    value = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_marks", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "measure_days",
                columns: table => new
                {
                    company_id = table.Column<long>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    date = table.Column<string>(type: "TEXT", nullable: false),
                    person_id = table.Column<long>(type: "INTEGER", nullable: false),
                    unit_id = table.Column<long>(type: "INTEGER", nullable: false),
                    type = table.Column<string>(type: "TEXT", nullable: false),
                    count = table.Column<long>(type: "INTEGER", nullable: false),
                    sum = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_measure_days", x => new { x.company_id, x.name, x.date, x.unit_id, x.person_id, x.type });
                });

            migrationBuilder.CreateTable(
                name: "measures",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    date = table.Column<string>(type: "TEXT", nullable: false),
                    person_id = table.Column<long>(type: "INTEGER", nullable: false),
                    unit_id = table.Column<long>(type: "INTEGER", nullable: false),
                    type = table.Column<string>(type: "TEXT", nullable: false),
                    count = table.Column<long>(type: "INTEGER", nullable: false),
                    sum = table.Column<long>(type: "INTEGER", nullable: false),
                    source_id = table.Column<long>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    folded = table.Column<bool>(type: "INTEGER", nullable: false),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_measures", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "message_policies",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    valid_from = table.Column<string>(type: "TEXT", nullable: false),
                    quiet_from = table.Column<int>(type: "INTEGER", nullable: true),
                    quiet_until = table.Column<int>(type: "INTEGER", nullable: true),
                    urgent = table.Column<string>(type: "TEXT", nullable: false),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_message_policies", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "message_templates",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    code = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    language = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    subject = table.Column<string>(type: "TEXT", maxLength: 300, nullable: true),
                    body = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_message_templates", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "number_series",
                columns: table => new
                {
                    company_id = table.Column<long>(type: "INTEGER", nullable: false),
                    prefix = table.Column<string>(type: "TEXT", nullable: false),
                    next = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_number_series", x => new { x.company_id, x.prefix });
                });

            migrationBuilder.CreateTable(
                name: "outbox",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false),
                    subscriber = table.Column<string>(type: "TEXT", nullable: false),
                    fact = table.Column<string>(type: "TEXT", nullable: false),
                    about = table.Column<long>(type: "INTEGER", nullable: false),
                    payload = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    due_at = table.Column<long>(type: "INTEGER", nullable: false),
                    lease_owner = table.Column<string>(type: "TEXT", nullable: true),
                    lease_until = table.Column<long>(type: "INTEGER", nullable: true),
                    error = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_outbox", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "policy_sets",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    code = table.Column<string>(type: "TEXT", nullable: false),
                    name_zh = table.Column<string>(type: "TEXT", nullable: false),
                    name_en = table.Column<string>(type: "TEXT", nullable: false),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_policy_sets", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "priority_rules",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    order = table.Column<int>(type: "INTEGER", nullable: false),
                    code = table.Column<string>(type: "TEXT", maxLength: 50, nullable: false),
                    words = table.Column<string>(type: "TEXT", nullable: false),
                    nature = table.Column<string>(type: "TEXT", maxLength: 50, nullable: true),
                    type = table.Column<string>(type: "TEXT", maxLength: 50, nullable: true),
                    @class = table.Column<string>(name: "class", type: "TEXT", maxLength: 40, nullable: true),
                    priority = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    chinese = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    english = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    advice_chinese = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    advice_english = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    active = table.Column<bool>(type: "INTEGER", nullable: false),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_priority_rules", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "product_models",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    code = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    category = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    required_skill = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true),
                    warranty_months = table.Column<int>(type: "INTEGER", nullable: false),
                    added_at = table.Column<long>(type: "INTEGER", nullable: false),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_product_models", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "quality_policies",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    edition = table.Column<int>(type: "INTEGER", nullable: false),
                    valid_from = table.Column<string>(type: "TEXT", nullable: false),
                    respond_days = table.Column<int>(type: "INTEGER", nullable: false),
                    solve_days = table.Column<int>(type: "INTEGER", nullable: false),
                    escalate_after = table.Column<int>(type: "INTEGER", nullable: false),
                    channel_test_days = table.Column<int>(type: "INTEGER", nullable: false),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_quality_policies", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "questionnaires",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    valid_from = table.Column<string>(type: "TEXT", nullable: false),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_questionnaires", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "request_types",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    code = table.Column<string>(type: "TEXT", maxLength: 50, nullable: false),
                    chinese = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    english = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    advice_chinese = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    advice_english = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    order = table.Column<int>(type: "INTEGER", nullable: false),
                    active = table.Column<bool>(type: "INTEGER", nullable: false),
                    in_portal = table.Column<bool>(type: "INTEGER", nullable: false),
                    emergency = table.Column<bool>(type: "INTEGER", nullable: false),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_request_types", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "satisfaction_policies",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    valid_from = table.Column<string>(type: "TEXT", nullable: false),
                    satisfied_from = table.Column<int>(type: "INTEGER", nullable: false),
                    target_basis_points = table.Column<int>(type: "INTEGER", nullable: false),
                    link_days = table.Column<int>(type: "INTEGER", nullable: false),
                    revisable_hours = table.Column<int>(type: "INTEGER", nullable: false),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_satisfaction_policies", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "saved_views",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    owner = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    list = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    query = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    columns = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    saved_at = table.Column<long>(type: "INTEGER", nullable: false),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_saved_views", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "search_documents",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    title = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    written_at = table.Column<long>(type: "INTEGER", nullable: false),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_search_documents", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "sign_in_codes",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    digest = table.Column<string>(type: "TEXT", nullable: false),
                    asked_at = table.Column<long>(type: "INTEGER", nullable: false),
                    tries_left = table.Column<int>(type: "INTEGER", nullable: false),
                    hour_began = table.Column<long>(type: "INTEGER", nullable: false),
                    asked_this_hour = table.Column<int>(type: "INTEGER", nullable: false),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sign_in_codes", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "sla_policies",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    code = table.Column<string>(type: "TEXT", maxLength: 50, nullable: false),
                    chinese = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    english = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    types = table.Column<string>(type: "TEXT", nullable: false),
                    order = table.Column<int>(type: "INTEGER", nullable: false),
                    active = table.Column<bool>(type: "INTEGER", nullable: false),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sla_policies", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "staff_schemes",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    person_id = table.Column<long>(type: "INTEGER", nullable: false),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_staff_schemes", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "table_imports",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    target = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    file_name = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false),
                    file_id = table.Column<long>(type: "INTEGER", nullable: false),
                    file_hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    headings = table.Column<string>(type: "TEXT", nullable: false),
                    matching = table.Column<string>(type: "TEXT", nullable: false),
                    lines = table.Column<int>(type: "INTEGER", nullable: false),
                    rights = table.Column<string>(type: "TEXT", nullable: false),
                    started_by = table.Column<string>(type: "TEXT", nullable: false),
                    account = table.Column<long>(type: "INTEGER", nullable: true),
                    person_id = table.Column<long>(type: "INTEGER", nullable: true),
                    sent_at = table.Column<long>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    job_id = table.Column<long>(type: "INTEGER", nullable: true),
                    finished_at = table.Column<long>(type: "INTEGER", nullable: true),
                    lines_done = table.Column<int>(type: "INTEGER", nullable: false),
                    @new = table.Column<int>(name: "new", type: "INTEGER", nullable: false),
                    known = table.Column<int>(type: "INTEGER", nullable: false),
                    refused = table.Column<int>(type: "INTEGER", nullable: false),
                    likely = table.Column<int>(type: "INTEGER", nullable: false),
                    taken_back = table.Column<int>(type: "INTEGER", nullable: false),
                    kept = table.Column<int>(type: "INTEGER", nullable: false),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_table_imports", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "table_matchings",
                columns: table => new
                {
                    company_id = table.Column<long>(type: "INTEGER", nullable: false),
                    target = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    headings = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    matching = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_table_matchings", x => new { x.company_id, x.target, x.headings });
                });

            migrationBuilder.CreateTable(
                name: "ticks",
                columns: table => new
                {
                    slice = table.Column<string>(type: "TEXT", nullable: false),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false),
                    next_at = table.Column<long>(type: "INTEGER", nullable: false),
                    last_at = table.Column<long>(type: "INTEGER", nullable: true),
                    attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    error = table.Column<string>(type: "TEXT", nullable: true),
                    lease_owner = table.Column<string>(type: "TEXT", nullable: true),
                    lease_until = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ticks", x => new { x.slice, x.company_id });
                });

            migrationBuilder.CreateTable(
                name: "timers",
                columns: table => new
                {
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    record_id = table.Column<long>(type: "INTEGER", nullable: false),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false),
                    due_at = table.Column<long>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    lease_owner = table.Column<string>(type: "TEXT", nullable: true),
                    lease_until = table.Column<long>(type: "INTEGER", nullable: true),
                    error = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_timers", x => new { x.kind, x.record_id });
                });

            migrationBuilder.CreateTable(
                name: "unit_trees",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    changes = table.Column<int>(type: "INTEGER", nullable: false),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_unit_trees", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "units",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    parent_id = table.Column<long>(type: "INTEGER", nullable: true),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    zone = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    from = table.Column<string>(type: "TEXT", nullable: false),
                    to = table.Column<string>(type: "TEXT", nullable: true),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_units", x => x.id);
                    table.ForeignKey(
                        name: "fk_units_units_parent_id",
                        column: x => x.parent_id,
                        principalTable: "units",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "calendar_versions",
                columns: table => new
                {
                    calendar_id = table.Column<long>(type: "INTEGER", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    definition = table.Column<string>(type: "TEXT", nullable: false),
                    effective_from = table.Column<string>(type: "TEXT", nullable: false),
                    published_at = table.Column<long>(type: "INTEGER", nullable: false),
                    papers = table.Column<int>(type: "INTEGER", nullable: false),
                    shipped_through = table.Column<int>(type: "INTEGER", nullable: false),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_calendar_versions", x => new { x.calendar_id, x.number });
                    table.ForeignKey(
                        name: "fk_calendar_versions_calendars_calendar_id",
                        column: x => x.calendar_id,
                        principalTable: "calendars",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "channel_test_lines",
                columns: table => new
                {
                    test_id = table.Column<long>(type: "INTEGER", nullable: false),
                    channel = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    works = table.Column<bool>(type: "INTEGER", nullable: false),
                    note = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_channel_test_lines", x => new { x.test_id, x.channel });
                    table.ForeignKey(
                        name: "fk_channel_test_lines_channel_tests_test_id",
                        column: x => x.test_id,
                        principalTable: "channel_tests",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "checklist_versions",
                columns: table => new
                {
                    template_id = table.Column<long>(type: "INTEGER", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    effective_from = table.Column<string>(type: "TEXT", nullable: false),
                    definition = table.Column<string>(type: "TEXT", nullable: false),
                    note = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_checklist_versions", x => new { x.template_id, x.number });
                    table.ForeignKey(
                        name: "fk_checklist_versions_checklists_template_id",
                        column: x => x.template_id,
                        principalTable: "checklists",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "accounts",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    login = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    phone = table.Column<string>(type: "TEXT", maxLength: 20, nullable: true),
                    person_id = table.Column<long>(type: "INTEGER", nullable: true),
                    language = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    open = table.Column<bool>(type: "INTEGER", nullable: false),
                    password_hash = table.Column<string>(type: "TEXT", nullable: true),
                    password_set_at = table.Column<long>(type: "INTEGER", nullable: true),
                    totp_secret = table.Column<string>(type: "TEXT", nullable: true),
                    totp_step = table.Column<long>(type: "INTEGER", nullable: true),
                    recovery_codes = table.Column<string>(type: "TEXT", nullable: false),
                    failed_attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    locked_until = table.Column<long>(type: "INTEGER", nullable: true),
                    signed_in_at = table.Column<long>(type: "INTEGER", nullable: true),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_accounts", x => x.id);
                    table.ForeignKey(
                        name: "fk_accounts_companies_company_id",
                        column: x => x.company_id,
                        principalTable: "companies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "kpi_card_editions",
                columns: table => new
                {
                    card_id = table.Column<long>(type: "INTEGER", nullable: false),
                    ordinal = table.Column<int>(type: "INTEGER", nullable: false),
                    effective_from = table.Column<string>(type: "TEXT", nullable: false),
                    not_applicable = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    natural_limit_counts_full = table.Column<bool>(type: "INTEGER", nullable: false),
                    is_weighed = table.Column<bool>(type: "INTEGER", nullable: false),
                    far_above = table.Column<decimal>(type: "TEXT", nullable: false),
                    above = table.Column<decimal>(type: "TEXT", nullable: false),
                    met = table.Column<decimal>(type: "TEXT", nullable: false),
                    upper_wins = table.Column<bool>(type: "INTEGER", nullable: false),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kpi_card_editions", x => new { x.card_id, x.ordinal });
                    table.ForeignKey(
                        name: "fk_kpi_card_editions_kpi_cards_card_id",
                        column: x => x.card_id,
                        principalTable: "kpi_cards",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "kpi_card_lines",
                columns: table => new
                {
                    card_id = table.Column<long>(type: "INTEGER", nullable: false),
                    edition = table.Column<int>(type: "INTEGER", nullable: false),
                    kpi_id = table.Column<long>(type: "INTEGER", nullable: false),
                    weight = table.Column<decimal>(type: "TEXT", nullable: false),
                    place = table.Column<int>(type: "INTEGER", nullable: false),
                    optional = table.Column<bool>(type: "INTEGER", nullable: false),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kpi_card_lines", x => new { x.card_id, x.edition, x.kpi_id });
                    table.ForeignKey(
                        name: "fk_kpi_card_lines_kpi_cards_card_id",
                        column: x => x.card_id,
                        principalTable: "kpi_cards",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_kpi_card_lines_kpis_kpi_id",
                        column: x => x.kpi_id,
                        principalTable: "kpis",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "kpi_results",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    kpi_id = table.Column<long>(type: "INTEGER", nullable: false),
                    version_ordinal = table.Column<int>(type: "INTEGER", nullable: false),
                    unit_id = table.Column<long>(type: "INTEGER", nullable: false),
                    person_id = table.Column<long>(type: "INTEGER", nullable: true),
                    period = table.Column<string>(type: "TEXT", nullable: false),
                    counts = table.Column<string>(type: "TEXT", nullable: false),
                    computed = table.Column<decimal>(type: "TEXT", nullable: true),
                    value = table.Column<decimal>(type: "TEXT", nullable: true),
                    target = table.Column<decimal>(type: "TEXT", nullable: true),
                    score = table.Column<decimal>(type: "TEXT", nullable: true),
                    frozen_at = table.Column<long>(type: "INTEGER", nullable: false),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kpi_results", x => x.id);
                    table.ForeignKey(
                        name: "fk_kpi_results_kpis_kpi_id",
                        column: x => x.kpi_id,
                        principalTable: "kpis",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "kpi_targets",
                columns: table => new
                {
                    kpi_id = table.Column<long>(type: "INTEGER", nullable: false),
                    ordinal = table.Column<int>(type: "INTEGER", nullable: false),
                    period = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    unit_id = table.Column<long>(type: "INTEGER", nullable: true),
                    value = table.Column<decimal>(type: "TEXT", nullable: false),
                    effective_from = table.Column<string>(type: "TEXT", nullable: false),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kpi_targets", x => new { x.kpi_id, x.ordinal });
                    table.ForeignKey(
                        name: "fk_kpi_targets_kpis_kpi_id",
                        column: x => x.kpi_id,
                        principalTable: "kpis",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "kpi_versions",
                columns: table => new
                {
                    kpi_id = table.Column<long>(type: "INTEGER", nullable: false),
                    ordinal = table.Column<int>(type: "INTEGER", nullable: false),
                    effective_from = table.Column<string>(type: "TEXT", nullable: false),
                    definition = table.Column<string>(type: "TEXT", nullable: false),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kpi_versions", x => new { x.kpi_id, x.ordinal });
                    table.ForeignKey(
                        name: "fk_kpi_versions_kpis_kpi_id",
                        column: x => x.kpi_id,
                        principalTable: "kpis",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "policy_adoptions",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    set_id = table.Column<long>(type: "INTEGER", nullable: false),
                    version_ordinal = table.Column<int>(type: "INTEGER", nullable: false),
                    unit_id = table.Column<long>(type: "INTEGER", nullable: true),
                    from = table.Column<string>(type: "TEXT", nullable: false),
                    readings = table.Column<string>(type: "TEXT", nullable: false),
                    by = table.Column<long>(type: "INTEGER", nullable: true),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_policy_adoptions", x => x.id);
                    table.ForeignKey(
                        name: "fk_policy_adoptions_policy_sets_set_id",
                        column: x => x.set_id,
                        principalTable: "policy_sets",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "policy_set_versions",
                columns: table => new
                {
                    set_id = table.Column<long>(type: "INTEGER", nullable: false),
                    ordinal = table.Column<int>(type: "INTEGER", nullable: false),
                    contents = table.Column<string>(type: "TEXT", nullable: false),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_policy_set_versions", x => new { x.set_id, x.ordinal });
                    table.ForeignKey(
                        name: "fk_policy_set_versions_policy_sets_set_id",
                        column: x => x.set_id,
                        principalTable: "policy_sets",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "questions",
                columns: table => new
                {
                    questionnaire_id = table.Column<long>(type: "INTEGER", nullable: false),
                    code = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    position = table.Column<int>(type: "INTEGER", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    role = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    chinese = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    english = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    required = table.Column<bool>(type: "INTEGER", nullable: false),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_questions", x => new { x.questionnaire_id, x.code });
                    table.ForeignKey(
                        name: "fk_questions_questionnaire_questionnaire_id",
                        column: x => x.questionnaire_id,
                        principalTable: "questionnaires",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "sla_policy_versions",
                columns: table => new
                {
                    policy_id = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    effective_at = table.Column<long>(type: "INTEGER", nullable: false),
                    definition = table.Column<string>(type: "TEXT", nullable: false),
                    note = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sla_policy_versions", x => new { x.policy_id, x.version });
                    table.ForeignKey(
                        name: "fk_sla_policy_versions_sla_policies_policy_id",
                        column: x => x.policy_id,
                        principalTable: "sla_policies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "staff_scheme_periods",
                columns: table => new
                {
                    staff_id = table.Column<long>(type: "INTEGER", nullable: false),
                    period = table.Column<string>(type: "TEXT", nullable: false),
                    card_id = table.Column<long>(type: "INTEGER", nullable: false),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_staff_scheme_periods", x => new { x.staff_id, x.period });
                    table.ForeignKey(
                        name: "fk_staff_scheme_periods_kpi_cards_card_id",
                        column: x => x.card_id,
                        principalTable: "kpi_cards",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_staff_scheme_periods_staff_schemes_staff_id",
                        column: x => x.staff_id,
                        principalTable: "staff_schemes",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "table_lines",
                columns: table => new
                {
                    import_id = table.Column<long>(type: "INTEGER", nullable: false),
                    line = table.Column<long>(type: "INTEGER", nullable: false),
                    outcome = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    like = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    problems = table.Column<string>(type: "TEXT", nullable: true),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_table_lines", x => new { x.import_id, x.line });
                    table.ForeignKey(
                        name: "fk_table_lines_table_imports_import_id",
                        column: x => x.import_id,
                        principalTable: "table_imports",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "table_made",
                columns: table => new
                {
                    import_id = table.Column<long>(type: "INTEGER", nullable: false),
                    line = table.Column<long>(type: "INTEGER", nullable: false),
                    ordinal = table.Column<int>(type: "INTEGER", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    record_id = table.Column<long>(type: "INTEGER", nullable: false),
                    part = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_table_made", x => new { x.import_id, x.line, x.ordinal });
                    table.ForeignKey(
                        name: "fk_table_made_table_imports_import_id",
                        column: x => x.import_id,
                        principalTable: "table_imports",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "customers",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    unit_id = table.Column<long>(type: "INTEGER", nullable: false),
                    number = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    @class = table.Column<string>(name: "class", type: "TEXT", maxLength: 40, nullable: false),
                    phone = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    phone_digits = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    email = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    notes = table.Column<string>(type: "TEXT", nullable: true),
                    registered_at = table.Column<long>(type: "INTEGER", nullable: false),
                    merged_into = table.Column<long>(type: "INTEGER", nullable: true),
                    merged_at = table.Column<long>(type: "INTEGER", nullable: true),
                    former_numbers = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_customers", x => x.id);
                    table.ForeignKey(
                        name: "fk_customers_customers_merged_into",
                        column: x => x.merged_into,
                        principalTable: "customers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_customers_units_unit_id",
                        column: x => x.unit_id,
                        principalTable: "units",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "message_robots",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    unit_id = table.Column<long>(type: "INTEGER", nullable: false),
                    sealed_url = table.Column<string>(type: "TEXT", nullable: false),
                    sealed_secret = table.Column<string>(type: "TEXT", nullable: true),
                    templates = table.Column<string>(type: "TEXT", nullable: false),
                    language = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    active = table.Column<bool>(type: "INTEGER", nullable: false),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_message_robots", x => x.id);
                    table.ForeignKey(
                        name: "fk_message_robots_units_unit_id",
                        column: x => x.unit_id,
                        principalTable: "units",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "people",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    unit_id = table.Column<long>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    phone = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    email = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    employee_number = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    post = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    employment = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    employer = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    language = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    active = table.Column<bool>(type: "INTEGER", nullable: false),
                    added_at = table.Column<long>(type: "INTEGER", nullable: false),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_people", x => x.id);
                    table.ForeignKey(
                        name: "fk_people_units_unit_id",
                        column: x => x.unit_id,
                        principalTable: "units",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "posts",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    unit_id = table.Column<long>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    role = table.Column<string>(type: "TEXT", maxLength: 10, nullable: true),
                    superior_id = table.Column<long>(type: "INTEGER", nullable: true),
                    functional_superior_id = table.Column<long>(type: "INTEGER", nullable: true),
                    headcount = table.Column<int>(type: "INTEGER", nullable: false),
                    added_at = table.Column<long>(type: "INTEGER", nullable: false),
                    closed = table.Column<bool>(type: "INTEGER", nullable: false),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_posts", x => x.id);
                    table.ForeignKey(
                        name: "fk_posts_posts_functional_superior_id",
                        column: x => x.functional_superior_id,
                        principalTable: "posts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_posts_posts_superior_id",
                        column: x => x.superior_id,
                        principalTable: "posts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_posts_units_unit_id",
                        column: x => x.unit_id,
                        principalTable: "units",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "price_lists",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    unit_id = table.Column<long>(type: "INTEGER", nullable: true),
                    @class = table.Column<string>(name: "class", type: "TEXT", maxLength: 40, nullable: true),
                    scope = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    currency = table.Column<string>(type: "TEXT", maxLength: 3, nullable: false),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_price_lists", x => x.id);
                    table.ForeignKey(
                        name: "fk_price_lists_units_unit_id",
                        column: x => x.unit_id,
                        principalTable: "units",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "receipt_books",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    unit_id = table.Column<long>(type: "INTEGER", nullable: false),
                    year = table.Column<int>(type: "INTEGER", nullable: false),
                    last = table.Column<int>(type: "INTEGER", nullable: false),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_receipt_books", x => x.id);
                    table.ForeignKey(
                        name: "fk_receipt_books_units_unit_id",
                        column: x => x.unit_id,
                        principalTable: "units",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "unit_calendars",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    unit_id = table.Column<long>(type: "INTEGER", nullable: true),
                    calendar_id = table.Column<long>(type: "INTEGER", nullable: false),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_unit_calendars", x => x.id);
                    table.ForeignKey(
                        name: "fk_unit_calendars_calendars_calendar_id",
                        column: x => x.calendar_id,
                        principalTable: "calendars",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_unit_calendars_units_unit_id",
                        column: x => x.unit_id,
                        principalTable: "units",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "account_grants",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    account_id = table.Column<long>(type: "INTEGER", nullable: false),
                    role_code = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    unit_id = table.Column<long>(type: "INTEGER", nullable: true),
                    from = table.Column<string>(type: "TEXT", nullable: false),
                    until = table.Column<string>(type: "TEXT", nullable: true),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_account_grants", x => x.id);
                    table.ForeignKey(
                        name: "fk_account_grants_accounts_account_id",
                        column: x => x.account_id,
                        principalTable: "accounts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "api_tokens",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    account_id = table.Column<long>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    scopes = table.Column<string>(type: "TEXT", nullable: false),
                    hash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    ends_at = table.Column<long>(type: "INTEGER", nullable: false),
                    revoked_at = table.Column<long>(type: "INTEGER", nullable: true),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_api_tokens", x => x.id);
                    table.ForeignKey(
                        name: "fk_api_tokens_accounts_account_id",
                        column: x => x.account_id,
                        principalTable: "accounts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "sessions",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    account_id = table.Column<long>(type: "INTEGER", nullable: false),
                    hash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    device = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    ip = table.Column<string>(type: "TEXT", nullable: true),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    ends_at = table.Column<long>(type: "INTEGER", nullable: false),
                    idle_minutes = table.Column<int>(type: "INTEGER", nullable: false),
                    ended_at = table.Column<long>(type: "INTEGER", nullable: true),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sessions", x => x.id);
                    table.ForeignKey(
                        name: "fk_sessions_accounts_account_id",
                        column: x => x.account_id,
                        principalTable: "accounts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "set_up_links",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    account_id = table.Column<long>(type: "INTEGER", nullable: false),
                    hash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    ends_at = table.Column<long>(type: "INTEGER", nullable: false),
                    void_at = table.Column<long>(type: "INTEGER", nullable: true),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_set_up_links", x => x.id);
                    table.ForeignKey(
                        name: "fk_set_up_links_accounts_account_id",
                        column: x => x.account_id,
                        principalTable: "accounts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "care_visits",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    customer_id = table.Column<long>(type: "INTEGER", nullable: false),
                    unit_id = table.Column<long>(type: "INTEGER", nullable: false),
                    date = table.Column<string>(type: "TEXT", nullable: false),
                    way = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    written_at = table.Column<long>(type: "INTEGER", nullable: false),
                    who = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    use = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    needs = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    market = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_care_visits", x => x.id);
                    table.ForeignKey(
                        name: "fk_care_visits_customers_customer_id",
                        column: x => x.customer_id,
                        principalTable: "customers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_care_visits_units_unit_id",
                        column: x => x.unit_id,
                        principalTable: "units",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "contacts",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    customer_id = table.Column<long>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    role = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    phone = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    phone_digits = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    email = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    language = table.Column<string>(type: "TEXT", maxLength: 10, nullable: true),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_contacts", x => x.id);
                    table.ForeignKey(
                        name: "fk_contacts_customers_customer_id",
                        column: x => x.customer_id,
                        principalTable: "customers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "imported_customers",
                columns: table => new
                {
                    company_id = table.Column<long>(type: "INTEGER", nullable: false),
                    source = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    customer_id = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_imported_customers", x => new { x.company_id, x.source, x.name });
                    table.ForeignKey(
                        name: "fk_imported_customers_customers_customer_id",
                        column: x => x.customer_id,
                        principalTable: "customers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "sites",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    customer_id = table.Column<long>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    province = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    city = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    district = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    street = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    detail = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    latitude = table.Column<double>(type: "REAL", nullable: true),
                    longitude = table.Column<double>(type: "REAL", nullable: true),
                    datum = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    estimated_by_district = table.Column<bool>(type: "INTEGER", nullable: false),
                    access = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sites", x => x.id);
                    table.ForeignKey(
                        name: "fk_sites_customers_customer_id",
                        column: x => x.customer_id,
                        principalTable: "customers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "callback_people",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    unit_id = table.Column<long>(type: "INTEGER", nullable: false),
                    person_id = table.Column<long>(type: "INTEGER", nullable: true),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_callback_people", x => x.id);
                    table.ForeignKey(
                        name: "fk_callback_people_people_person_id",
                        column: x => x.person_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_callback_people_units_unit_id",
                        column: x => x.unit_id,
                        principalTable: "units",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "cash_boxes",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    person_id = table.Column<long>(type: "INTEGER", nullable: false),
                    unit_id = table.Column<long>(type: "INTEGER", nullable: false),
                    currency = table.Column<string>(type: "TEXT", maxLength: 3, nullable: false),
                    balance = table.Column<long>(type: "INTEGER", nullable: false),
                    since = table.Column<long>(type: "INTEGER", nullable: false),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_cash_boxes", x => x.id);
                    table.ForeignKey(
                        name: "fk_cash_boxes_people_person_id",
                        column: x => x.person_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_cash_boxes_units_unit_id",
                        column: x => x.unit_id,
                        principalTable: "units",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "messages",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    channel = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    to = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    person_id = table.Column<long>(type: "INTEGER", nullable: true),
                    unit_id = table.Column<long>(type: "INTEGER", nullable: true),
                    robot_id = table.Column<long>(type: "INTEGER", nullable: true),
                    template = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    language = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    subject = table.Column<string>(type: "TEXT", maxLength: 300, nullable: true),
                    body = table.Column<string>(type: "TEXT", nullable: false),
                    sealed_secret = table.Column<string>(type: "TEXT", nullable: true),
                    href = table.Column<string>(type: "TEXT", nullable: true),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    expires_at = table.Column<long>(type: "INTEGER", nullable: true),
                    held_until = table.Column<long>(type: "INTEGER", nullable: true),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    sent_at = table.Column<long>(type: "INTEGER", nullable: true),
                    answer = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    read_at = table.Column<long>(type: "INTEGER", nullable: true),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_messages", x => x.id);
                    table.ForeignKey(
                        name: "fk_messages_people_person_id",
                        column: x => x.person_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_messages_units_unit_id",
                        column: x => x.unit_id,
                        principalTable: "units",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "stand_ins",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    person_id = table.Column<long>(type: "INTEGER", nullable: false),
                    deputy_id = table.Column<long>(type: "INTEGER", nullable: false),
                    from = table.Column<long>(type: "INTEGER", nullable: false),
                    until = table.Column<long>(type: "INTEGER", nullable: false),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_stand_ins", x => x.id);
                    table.ForeignKey(
                        name: "fk_stand_ins_people_deputy_id",
                        column: x => x.deputy_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_stand_ins_people_person_id",
                        column: x => x.person_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "technician_days",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    technician_id = table.Column<long>(type: "INTEGER", nullable: false),
                    date = table.Column<string>(type: "TEXT", nullable: false),
                    changes = table.Column<int>(type: "INTEGER", nullable: false),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_technician_days", x => x.id);
                    table.ForeignKey(
                        name: "fk_technician_days_people_technician_id",
                        column: x => x.technician_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "technicians",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    person_id = table.Column<long>(type: "INTEGER", nullable: false),
                    unit_id = table.Column<long>(type: "INTEGER", nullable: false),
                    active = table.Column<bool>(type: "INTEGER", nullable: false),
                    home_latitude = table.Column<double>(type: "REAL", nullable: true),
                    home_longitude = table.Column<double>(type: "REAL", nullable: true),
                    home_datum = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    made_at = table.Column<long>(type: "INTEGER", nullable: false),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_technicians", x => x.id);
                    table.ForeignKey(
                        name: "fk_technicians_people_person_id",
                        column: x => x.person_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_technicians_units_unit_id",
                        column: x => x.unit_id,
                        principalTable: "units",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "unit_duties",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    unit_id = table.Column<long>(type: "INTEGER", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    person_id = table.Column<long>(type: "INTEGER", nullable: false),
                    from = table.Column<string>(type: "TEXT", nullable: false),
                    to = table.Column<string>(type: "TEXT", nullable: true),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_unit_duties", x => x.id);
                    table.ForeignKey(
                        name: "fk_unit_duties_people_person_id",
                        column: x => x.person_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_unit_duties_units_unit_id",
                        column: x => x.unit_id,
                        principalTable: "units",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "post_holders",
                columns: table => new
                {
                    post_id = table.Column<long>(type: "INTEGER", nullable: false),
                    person_id = table.Column<long>(type: "INTEGER", nullable: false),
                    from = table.Column<string>(type: "TEXT", nullable: false),
                    to = table.Column<string>(type: "TEXT", nullable: true),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_post_holders", x => new { x.post_id, x.person_id, x.from });
                    table.ForeignKey(
                        name: "fk_post_holders_people_person_id",
                        column: x => x.person_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_post_holders_post_post_id",
                        column: x => x.post_id,
                        principalTable: "posts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "price_list_versions",
                columns: table => new
                {
                    list_id = table.Column<long>(type: "INTEGER", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    valid_from = table.Column<string>(type: "TEXT", nullable: false),
                    lines = table.Column<string>(type: "TEXT", nullable: false),
                    note = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    published_at = table.Column<long>(type: "INTEGER", nullable: true),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_price_list_versions", x => new { x.list_id, x.number });
                    table.ForeignKey(
                        name: "fk_price_list_versions_price_lists_list_id",
                        column: x => x.list_id,
                        principalTable: "price_lists",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "assets",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    unit_id = table.Column<long>(type: "INTEGER", nullable: false),
                    serial_number = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    serial_key = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    model_id = table.Column<long>(type: "INTEGER", nullable: true),
                    customer_id = table.Column<long>(type: "INTEGER", nullable: true),
                    site_id = table.Column<long>(type: "INTEGER", nullable: true),
                    sold_on = table.Column<string>(type: "TEXT", nullable: true),
                    installed_on = table.Column<string>(type: "TEXT", nullable: true),
                    warranty_start = table.Column<string>(type: "TEXT", nullable: true),
                    warranty_until = table.Column<string>(type: "TEXT", nullable: true),
                    registered_at = table.Column<long>(type: "INTEGER", nullable: false),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_assets", x => x.id);
                    table.ForeignKey(
                        name: "fk_assets_customers_customer_id",
                        column: x => x.customer_id,
                        principalTable: "customers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_assets_product_models_model_id",
                        column: x => x.model_id,
                        principalTable: "product_models",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_assets_sites_site_id",
                        column: x => x.site_id,
                        principalTable: "sites",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_assets_units_unit_id",
                        column: x => x.unit_id,
                        principalTable: "units",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "cash_hand_ins",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    number = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    box_id = table.Column<long>(type: "INTEGER", nullable: false),
                    person_id = table.Column<long>(type: "INTEGER", nullable: false),
                    unit_id = table.Column<long>(type: "INTEGER", nullable: false),
                    expected = table.Column<long>(type: "INTEGER", nullable: false),
                    counted = table.Column<long>(type: "INTEGER", nullable: false),
                    currency = table.Column<string>(type: "TEXT", maxLength: 3, nullable: false),
                    difference = table.Column<long>(type: "INTEGER", nullable: false),
                    reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    received_by = table.Column<long>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    date = table.Column<string>(type: "TEXT", nullable: false),
                    seen_at = table.Column<long>(type: "INTEGER", nullable: true),
                    seen_by = table.Column<long>(type: "INTEGER", nullable: true),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_cash_hand_ins", x => x.id);
                    table.ForeignKey(
                        name: "fk_cash_hand_ins_cash_boxes_box_id",
                        column: x => x.box_id,
                        principalTable: "cash_boxes",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_cash_hand_ins_people_person_id",
                        column: x => x.person_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_cash_hand_ins_people_received_by",
                        column: x => x.received_by,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_cash_hand_ins_people_seen_by",
                        column: x => x.seen_by,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_cash_hand_ins_units_unit_id",
                        column: x => x.unit_id,
                        principalTable: "units",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "shifts",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    technician_id = table.Column<long>(type: "INTEGER", nullable: false),
                    start = table.Column<long>(type: "INTEGER", nullable: false),
                    end = table.Column<long>(type: "INTEGER", nullable: false),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_shifts", x => x.id);
                    table.ForeignKey(
                        name: "fk_shifts_technicians_technician_id",
                        column: x => x.technician_id,
                        principalTable: "technicians",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "technician_skills",
                columns: table => new
                {
                    technician_id = table.Column<long>(type: "INTEGER", nullable: false),
                    skill = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    level = table.Column<int>(type: "INTEGER", nullable: false),
                    certificate = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    valid_until = table.Column<string>(type: "TEXT", nullable: true),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_technician_skills", x => new { x.technician_id, x.skill });
                    table.ForeignKey(
                        name: "fk_technician_skills_technicians_technician_id",
                        column: x => x.technician_id,
                        principalTable: "technicians",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "time_off",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    technician_id = table.Column<long>(type: "INTEGER", nullable: false),
                    start = table.Column<long>(type: "INTEGER", nullable: false),
                    end = table.Column<long>(type: "INTEGER", nullable: false),
                    reason = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    note = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_time_off", x => x.id);
                    table.ForeignKey(
                        name: "fk_time_off_technicians_technician_id",
                        column: x => x.technician_id,
                        principalTable: "technicians",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "tickets",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    next_due_at = table.Column<long>(type: "INTEGER", nullable: false),
                    policy = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    policy_version = table.Column<int>(type: "INTEGER", nullable: false),
                    calendar = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    calendar_version = table.Column<int>(type: "INTEGER", nullable: false),
                    number = table.Column<string>(type: "TEXT", maxLength: 30, nullable: false),
                    unit_id = table.Column<long>(type: "INTEGER", nullable: false),
                    channel = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    type = table.Column<string>(type: "TEXT", maxLength: 50, nullable: false),
                    customer_id = table.Column<long>(type: "INTEGER", nullable: false),
                    contact_id = table.Column<long>(type: "INTEGER", nullable: true),
                    caller_name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    caller_phone = table.Column<string>(type: "TEXT", maxLength: 50, nullable: true),
                    site_id = table.Column<long>(type: "INTEGER", nullable: true),
                    asset_id = table.Column<long>(type: "INTEGER", nullable: true),
                    product_text = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    product_open = table.Column<bool>(type: "INTEGER", nullable: false),
                    fault = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    nature = table.Column<string>(type: "TEXT", maxLength: 50, nullable: true),
                    symptom = table.Column<string>(type: "TEXT", maxLength: 50, nullable: true),
                    cause = table.Column<string>(type: "TEXT", maxLength: 50, nullable: true),
                    requested_service = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    priority = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    priority_rule = table.Column<string>(type: "TEXT", maxLength: 50, nullable: true),
                    priority_reason = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    status = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    handler_id = table.Column<long>(type: "INTEGER", nullable: false),
                    technician_id = table.Column<long>(type: "INTEGER", nullable: true),
                    opened_at = table.Column<long>(type: "INTEGER", nullable: false),
                    entered_at = table.Column<long>(type: "INTEGER", nullable: false),
                    acknowledged_at = table.Column<long>(type: "INTEGER", nullable: true),
                    responded_at = table.Column<long>(type: "INTEGER", nullable: true),
                    solved_at = table.Column<long>(type: "INTEGER", nullable: true),
                    closed_at = table.Column<long>(type: "INTEGER", nullable: true),
                    solution = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: true),
                    solved_remotely = table.Column<bool>(type: "INTEGER", nullable: false),
                    confirmation = table.Column<string>(type: "TEXT", maxLength: 50, nullable: true),
                    confirmed_at = table.Column<long>(type: "INTEGER", nullable: true),
                    reopenings = table.Column<int>(type: "INTEGER", nullable: false),
                    urgings = table.Column<int>(type: "INTEGER", nullable: false),
                    urged_at = table.Column<long>(type: "INTEGER", nullable: true),
                    emergency = table.Column<bool>(type: "INTEGER", nullable: false),
                    alarm_rounds = table.Column<int>(type: "INTEGER", nullable: false),
                    taken_at = table.Column<long>(type: "INTEGER", nullable: true),
                    taken_by_id = table.Column<long>(type: "INTEGER", nullable: true),
                    released_at = table.Column<long>(type: "INTEGER", nullable: true),
                    repeat_of_id = table.Column<long>(type: "INTEGER", nullable: true),
                    repeat_by_id = table.Column<long>(type: "INTEGER", nullable: true),
                    repeat_refuted = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    repeat_refuted_by = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    source = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    external_id = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    imported_until = table.Column<long>(type: "INTEGER", nullable: true),
                    follow_key = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    found_by = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    is_open = table.Column<bool>(type: "INTEGER", nullable: false),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_tickets", x => x.id);
                    table.ForeignKey(
                        name: "fk_tickets_assets_asset_id",
                        column: x => x.asset_id,
                        principalTable: "assets",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_tickets_contacts_contact_id",
                        column: x => x.contact_id,
                        principalTable: "contacts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_tickets_customers_customer_id",
                        column: x => x.customer_id,
                        principalTable: "customers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_tickets_people_handler_id",
                        column: x => x.handler_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_tickets_people_repeat_by_id",
                        column: x => x.repeat_by_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_tickets_people_taken_by_id",
                        column: x => x.taken_by_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_tickets_people_technician_id",
                        column: x => x.technician_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_tickets_sites_site_id",
                        column: x => x.site_id,
                        principalTable: "sites",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_tickets_tickets_repeat_of_id",
                        column: x => x.repeat_of_id,
                        principalTable: "tickets",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_tickets_units_unit_id",
                        column: x => x.unit_id,
                        principalTable: "units",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "breach_reviews",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    ticket_id = table.Column<long>(type: "INTEGER", nullable: false),
                    unit_id = table.Column<long>(type: "INTEGER", nullable: false),
                    clock = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    due_at = table.Column<long>(type: "INTEGER", nullable: false),
                    handler_id = table.Column<long>(type: "INTEGER", nullable: false),
                    cause = table.Column<string>(type: "TEXT", maxLength: 50, nullable: false),
                    note = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    explained_by = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    explained_at = table.Column<long>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    grounds = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    asked_by_id = table.Column<long>(type: "INTEGER", nullable: true),
                    asked_by_account = table.Column<long>(type: "INTEGER", nullable: true),
                    asked_by = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    asked_at = table.Column<long>(type: "INTEGER", nullable: true),
                    decided_by = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    decided_at = table.Column<long>(type: "INTEGER", nullable: true),
                    decision = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_breach_reviews", x => x.id);
                    table.ForeignKey(
                        name: "fk_breach_reviews_people_asked_by_id",
                        column: x => x.asked_by_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_breach_reviews_people_handler_id",
                        column: x => x.handler_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_breach_reviews_ticket_ticket_id",
                        column: x => x.ticket_id,
                        principalTable: "tickets",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_breach_reviews_units_unit_id",
                        column: x => x.unit_id,
                        principalTable: "units",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "complaints",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    next_due_at = table.Column<long>(type: "INTEGER", nullable: false),
                    policy_edition = table.Column<int>(type: "INTEGER", nullable: false),
                    calendar = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    calendar_version = table.Column<int>(type: "INTEGER", nullable: false),
                    counted_as = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    counted_about = table.Column<long>(type: "INTEGER", nullable: true),
                    number = table.Column<string>(type: "TEXT", maxLength: 30, nullable: false),
                    unit_id = table.Column<long>(type: "INTEGER", nullable: false),
                    channel = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    customer_id = table.Column<long>(type: "INTEGER", nullable: false),
                    contact_id = table.Column<long>(type: "INTEGER", nullable: true),
                    caller_name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    caller_phone = table.Column<string>(type: "TEXT", maxLength: 50, nullable: true),
                    ticket_id = table.Column<long>(type: "INTEGER", nullable: true),
                    asset_id = table.Column<long>(type: "INTEGER", nullable: true),
                    about_id = table.Column<long>(type: "INTEGER", nullable: true),
                    words = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    category = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    severity = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    evidence_open = table.Column<bool>(type: "INTEGER", nullable: false),
                    owner_id = table.Column<long>(type: "INTEGER", nullable: false),
                    received_at = table.Column<long>(type: "INTEGER", nullable: false),
                    entered_at = table.Column<long>(type: "INTEGER", nullable: false),
                    status = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    valid = table.Column<bool>(type: "INTEGER", nullable: true),
                    findings = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: true),
                    solution = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: true),
                    refusals = table.Column<int>(type: "INTEGER", nullable: false),
                    escalated_at = table.Column<long>(type: "INTEGER", nullable: true),
                    measures = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: true),
                    measures_owner_id = table.Column<long>(type: "INTEGER", nullable: true),
                    measures_at = table.Column<long>(type: "INTEGER", nullable: true),
                    closed_at = table.Column<long>(type: "INTEGER", nullable: true),
                    summary = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: true),
                    follow_key = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    found_by = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_complaints", x => x.id);
                    table.ForeignKey(
                        name: "fk_complaints_assets_asset_id",
                        column: x => x.asset_id,
                        principalTable: "assets",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_complaints_contacts_contact_id",
                        column: x => x.contact_id,
                        principalTable: "contacts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_complaints_customers_customer_id",
                        column: x => x.customer_id,
                        principalTable: "customers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_complaints_people_about_id",
                        column: x => x.about_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_complaints_people_measures_owner_id",
                        column: x => x.measures_owner_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_complaints_people_owner_id",
                        column: x => x.owner_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_complaints_tickets_ticket_id",
                        column: x => x.ticket_id,
                        principalTable: "tickets",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_complaints_units_unit_id",
                        column: x => x.unit_id,
                        principalTable: "units",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "contact_attempts",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    ticket_id = table.Column<long>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    who = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    way = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    outcome = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    note = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_contact_attempts", x => x.id);
                    table.ForeignKey(
                        name: "fk_contact_attempts_ticket_ticket_id",
                        column: x => x.ticket_id,
                        principalTable: "tickets",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "imported_events",
                columns: table => new
                {
                    company_id = table.Column<long>(type: "INTEGER", nullable: false),
                    source = table.Column<string>(type: "TEXT", nullable: false),
                    external_id = table.Column<string>(type: "TEXT", nullable: false),
                    ordinal = table.Column<int>(type: "INTEGER", nullable: false),
                    ticket_id = table.Column<long>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    activity = table.Column<string>(type: "TEXT", nullable: false),
                    resource = table.Column<string>(type: "TEXT", nullable: true),
                    line = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_imported_events", x => new { x.company_id, x.source, x.external_id, x.ordinal });
                    table.ForeignKey(
                        name: "fk_imported_events_tickets_ticket_id",
                        column: x => x.ticket_id,
                        principalTable: "tickets",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ticket_alarms",
                columns: table => new
                {
                    ticket_id = table.Column<long>(type: "INTEGER", nullable: false),
                    round = table.Column<int>(type: "INTEGER", nullable: false),
                    person_id = table.Column<long>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ticket_alarms", x => new { x.ticket_id, x.round, x.person_id });
                    table.ForeignKey(
                        name: "fk_ticket_alarms_people_person_id",
                        column: x => x.person_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_ticket_alarms_tickets_ticket_id",
                        column: x => x.ticket_id,
                        principalTable: "tickets",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ticket_clocks",
                columns: table => new
                {
                    ticket_id = table.Column<long>(type: "INTEGER", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    due_at = table.Column<long>(type: "INTEGER", nullable: true),
                    due_if_resumed_at = table.Column<long>(type: "INTEGER", nullable: true),
                    started_at = table.Column<long>(type: "INTEGER", nullable: false),
                    stopped_at = table.Column<long>(type: "INTEGER", nullable: true),
                    resting_for = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    is_provisional = table.Column<bool>(type: "INTEGER", nullable: false),
                    target_seconds = table.Column<long>(type: "INTEGER", nullable: false),
                    used_seconds = table.Column<long>(type: "INTEGER", nullable: false),
                    policy = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    policy_version = table.Column<int>(type: "INTEGER", nullable: false),
                    calendar = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    calendar_version = table.Column<int>(type: "INTEGER", nullable: false),
                    met = table.Column<bool>(type: "INTEGER", nullable: true),
                    warn_at = table.Column<long>(type: "INTEGER", nullable: true),
                    warned_of = table.Column<long>(type: "INTEGER", nullable: true),
                    breach_told_of = table.Column<long>(type: "INTEGER", nullable: true),
                    excused_of = table.Column<long>(type: "INTEGER", nullable: true),
                    counted_excused = table.Column<bool>(type: "INTEGER", nullable: false),
                    counted_met = table.Column<bool>(type: "INTEGER", nullable: true),
                    counted_person = table.Column<long>(type: "INTEGER", nullable: true),
                    counted_unit = table.Column<long>(type: "INTEGER", nullable: true),
                    counted_type = table.Column<string>(type: "TEXT", maxLength: 50, nullable: true),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ticket_clocks", x => new { x.ticket_id, x.kind });
                    table.ForeignKey(
                        name: "fk_ticket_clocks_tickets_ticket_id",
                        column: x => x.ticket_id,
                        principalTable: "tickets",
                        principalColumn: "id");
                });

            migrationBuilder.CreateTable(
                name: "ticket_escalations",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    ticket_id = table.Column<long>(type: "INTEGER", nullable: false),
                    sequence = table.Column<int>(type: "INTEGER", nullable: false),
                    unit_id = table.Column<long>(type: "INTEGER", nullable: false),
                    path = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    step = table.Column<int>(type: "INTEGER", nullable: false),
                    level = table.Column<string>(type: "TEXT", maxLength: 50, nullable: false),
                    edition = table.Column<int>(type: "INTEGER", nullable: false),
                    why = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    clock = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    due_at = table.Column<long>(type: "INTEGER", nullable: true),
                    to_id = table.Column<long>(type: "INTEGER", nullable: false),
                    in_place_of_id = table.Column<long>(type: "INTEGER", nullable: true),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    who = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    reason = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    reference = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    accepted_at = table.Column<long>(type: "INTEGER", nullable: true),
                    accepted_by_id = table.Column<long>(type: "INTEGER", nullable: true),
                    accepted_by = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ticket_escalations", x => x.id);
                    table.ForeignKey(
                        name: "fk_ticket_escalations_people_accepted_by_id",
                        column: x => x.accepted_by_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_ticket_escalations_people_in_place_of_id",
                        column: x => x.in_place_of_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_ticket_escalations_people_to_id",
                        column: x => x.to_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_ticket_escalations_ticket_ticket_id",
                        column: x => x.ticket_id,
                        principalTable: "tickets",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_ticket_escalations_units_unit_id",
                        column: x => x.unit_id,
                        principalTable: "units",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ticket_facts",
                columns: table => new
                {
                    ticket_id = table.Column<long>(type: "INTEGER", nullable: false),
                    sequence = table.Column<int>(type: "INTEGER", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    entered_at = table.Column<long>(type: "INTEGER", nullable: false),
                    who = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    person_id = table.Column<long>(type: "INTEGER", nullable: true),
                    value = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    priority = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    policy = table.Column<string>(type: "TEXT", nullable: true),
                    policy_version = table.Column<int>(type: "INTEGER", nullable: true),
                    calendar = table.Column<string>(type: "TEXT", nullable: true),
                    calendar_version = table.Column<int>(type: "INTEGER", nullable: true),
                    note = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ticket_facts", x => new { x.ticket_id, x.sequence });
                    table.ForeignKey(
                        name: "fk_ticket_facts_people_person_id",
                        column: x => x.person_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_ticket_facts_tickets_ticket_id",
                        column: x => x.ticket_id,
                        principalTable: "tickets",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ticket_holds",
                columns: table => new
                {
                    ticket_id = table.Column<long>(type: "INTEGER", nullable: false),
                    holder = table.Column<long>(type: "INTEGER", nullable: false),
                    reason_key = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    since = table.Column<long>(type: "INTEGER", nullable: false),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ticket_holds", x => new { x.ticket_id, x.holder });
                    table.ForeignKey(
                        name: "fk_ticket_holds_tickets_ticket_id",
                        column: x => x.ticket_id,
                        principalTable: "tickets",
                        principalColumn: "id");
                });

            migrationBuilder.CreateTable(
                name: "ticket_messages",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    ticket_id = table.Column<long>(type: "INTEGER", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    entered_at = table.Column<long>(type: "INTEGER", nullable: false),
                    who = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    text = table.Column<string>(type: "TEXT", maxLength: 8000, nullable: false),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ticket_messages", x => x.id);
                    table.ForeignKey(
                        name: "fk_ticket_messages_tickets_ticket_id",
                        column: x => x.ticket_id,
                        principalTable: "tickets",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ticket_rescues",
                columns: table => new
                {
                    ticket_id = table.Column<long>(type: "INTEGER", nullable: false),
                    arrived_at = table.Column<long>(type: "INTEGER", nullable: false),
                    released_at = table.Column<long>(type: "INTEGER", nullable: false),
                    people = table.Column<int>(type: "INTEGER", nullable: false),
                    injured = table.Column<int>(type: "INTEGER", nullable: false),
                    note = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    who = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    entered_at = table.Column<long>(type: "INTEGER", nullable: false),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ticket_rescues", x => x.ticket_id);
                    table.ForeignKey(
                        name: "fk_ticket_rescues_tickets_ticket_id",
                        column: x => x.ticket_id,
                        principalTable: "tickets",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ticket_urges",
                columns: table => new
                {
                    ticket_id = table.Column<long>(type: "INTEGER", nullable: false),
                    sequence = table.Column<int>(type: "INTEGER", nullable: false),
                    channel = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    who = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    note = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ticket_urges", x => new { x.ticket_id, x.sequence });
                    table.ForeignKey(
                        name: "fk_ticket_urges_tickets_ticket_id",
                        column: x => x.ticket_id,
                        principalTable: "tickets",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "work_orders",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    planned_on = table.Column<string>(type: "TEXT", nullable: true),
                    planned_unit_id = table.Column<long>(type: "INTEGER", nullable: true),
                    site_ready = table.Column<int>(type: "INTEGER", nullable: true),
                    site_items = table.Column<int>(type: "INTEGER", nullable: true),
                    acceptance_at = table.Column<long>(type: "INTEGER", nullable: true),
                    acceptance_defects = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    number = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    ticket_id = table.Column<long>(type: "INTEGER", nullable: false),
                    ticket_number = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    unit_id = table.Column<long>(type: "INTEGER", nullable: false),
                    offered = table.Column<bool>(type: "INTEGER", nullable: false),
                    customer_id = table.Column<long>(type: "INTEGER", nullable: false),
                    site_id = table.Column<long>(type: "INTEGER", nullable: true),
                    contact_id = table.Column<long>(type: "INTEGER", nullable: true),
                    asset_id = table.Column<long>(type: "INTEGER", nullable: true),
                    priority = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    request = table.Column<string>(type: "TEXT", nullable: false),
                    note = table.Column<string>(type: "TEXT", nullable: true),
                    required_skill = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true),
                    estimated_minutes = table.Column<int>(type: "INTEGER", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    ordered_by = table.Column<long>(type: "INTEGER", nullable: true),
                    status = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    technician_id = table.Column<long>(type: "INTEGER", nullable: true),
                    slot_start = table.Column<long>(type: "INTEGER", nullable: true),
                    slot_end = table.Column<long>(type: "INTEGER", nullable: true),
                    fault_code = table.Column<string>(type: "TEXT", nullable: true),
                    fault_text = table.Column<string>(type: "TEXT", nullable: true),
                    cause = table.Column<string>(type: "TEXT", nullable: true),
                    action = table.Column<string>(type: "TEXT", nullable: true),
                    result = table.Column<string>(type: "TEXT", nullable: true),
                    parts = table.Column<string>(type: "TEXT", nullable: true),
                    work_minutes = table.Column<int>(type: "INTEGER", nullable: true),
                    unsigned_reason = table.Column<string>(type: "TEXT", nullable: true),
                    completed_at = table.Column<long>(type: "INTEGER", nullable: true),
                    cancel_reason = table.Column<string>(type: "TEXT", nullable: true),
                    report_id = table.Column<long>(type: "INTEGER", nullable: true),
                    english_report_id = table.Column<long>(type: "INTEGER", nullable: true),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_work_orders", x => x.id);
                    table.ForeignKey(
                        name: "fk_work_orders_assets_asset_id",
                        column: x => x.asset_id,
                        principalTable: "assets",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_work_orders_contacts_contact_id",
                        column: x => x.contact_id,
                        principalTable: "contacts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_work_orders_customers_customer_id",
                        column: x => x.customer_id,
                        principalTable: "customers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_work_orders_files_english_report_id",
                        column: x => x.english_report_id,
                        principalTable: "files",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_work_orders_files_report_id",
                        column: x => x.report_id,
                        principalTable: "files",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_work_orders_people_technician_id",
                        column: x => x.technician_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_work_orders_sites_site_id",
                        column: x => x.site_id,
                        principalTable: "sites",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_work_orders_tickets_ticket_id",
                        column: x => x.ticket_id,
                        principalTable: "tickets",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_work_orders_units_planned_unit_id",
                        column: x => x.planned_unit_id,
                        principalTable: "units",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_work_orders_units_unit_id",
                        column: x => x.unit_id,
                        principalTable: "units",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "complaint_clocks",
                columns: table => new
                {
                    complaint_id = table.Column<long>(type: "INTEGER", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    due_at = table.Column<long>(type: "INTEGER", nullable: false),
                    stopped_at = table.Column<long>(type: "INTEGER", nullable: true),
                    met = table.Column<bool>(type: "INTEGER", nullable: true),
                    overdue_told_of = table.Column<long>(type: "INTEGER", nullable: true),
                    counted_met = table.Column<bool>(type: "INTEGER", nullable: true),
                    counted_person = table.Column<long>(type: "INTEGER", nullable: true),
                    counted_category = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_complaint_clocks", x => new { x.complaint_id, x.kind });
                    table.ForeignKey(
                        name: "fk_complaint_clocks_complaints_complaint_id",
                        column: x => x.complaint_id,
                        principalTable: "complaints",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "complaint_consultations",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    complaint_id = table.Column<long>(type: "INTEGER", nullable: false),
                    person_id = table.Column<long>(type: "INTEGER", nullable: false),
                    unit_id = table.Column<long>(type: "INTEGER", nullable: false),
                    question = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    asked_at = table.Column<long>(type: "INTEGER", nullable: false),
                    due_on = table.Column<string>(type: "TEXT", nullable: false),
                    answered_at = table.Column<long>(type: "INTEGER", nullable: true),
                    answer = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: true),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_complaint_consultations", x => x.id);
                    table.ForeignKey(
                        name: "fk_complaint_consultations_complaints_complaint_id",
                        column: x => x.complaint_id,
                        principalTable: "complaints",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_complaint_consultations_people_person_id",
                        column: x => x.person_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_complaint_consultations_units_unit_id",
                        column: x => x.unit_id,
                        principalTable: "units",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "complaint_steps",
                columns: table => new
                {
                    complaint_id = table.Column<long>(type: "INTEGER", nullable: false),
                    sequence = table.Column<int>(type: "INTEGER", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    entered_at = table.Column<long>(type: "INTEGER", nullable: false),
                    who = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    value = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    note = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: true),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_complaint_steps", x => new { x.complaint_id, x.sequence });
                    table.ForeignKey(
                        name: "fk_complaint_steps_complaints_complaint_id",
                        column: x => x.complaint_id,
                        principalTable: "complaints",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "callbacks",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    order_id = table.Column<long>(type: "INTEGER", nullable: true),
                    number = table.Column<string>(type: "TEXT", maxLength: 30, nullable: false),
                    ticket_id = table.Column<long>(type: "INTEGER", nullable: false),
                    customer_id = table.Column<long>(type: "INTEGER", nullable: false),
                    contact_id = table.Column<long>(type: "INTEGER", nullable: true),
                    unit_id = table.Column<long>(type: "INTEGER", nullable: false),
                    technician_id = table.Column<long>(type: "INTEGER", nullable: true),
                    assignee_id = table.Column<long>(type: "INTEGER", nullable: true),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    completed_at = table.Column<long>(type: "INTEGER", nullable: false),
                    policy_number = table.Column<int>(type: "INTEGER", nullable: false),
                    date = table.Column<string>(type: "TEXT", nullable: false),
                    purpose = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    due_at = table.Column<long>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    failures = table.Column<int>(type: "INTEGER", nullable: false),
                    closed_at = table.Column<long>(type: "INTEGER", nullable: true),
                    questionnaire = table.Column<int>(type: "INTEGER", nullable: true),
                    overall = table.Column<int>(type: "INTEGER", nullable: true),
                    satisfied = table.Column<bool>(type: "INTEGER", nullable: true),
                    solved = table.Column<bool>(type: "INTEGER", nullable: true),
                    remark = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    contradicted = table.Column<bool>(type: "INTEGER", nullable: true),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_callbacks", x => x.id);
                    table.ForeignKey(
                        name: "fk_callbacks_contacts_contact_id",
                        column: x => x.contact_id,
                        principalTable: "contacts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_callbacks_customers_customer_id",
                        column: x => x.customer_id,
                        principalTable: "customers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_callbacks_people_assignee_id",
                        column: x => x.assignee_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_callbacks_people_technician_id",
                        column: x => x.technician_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_callbacks_tickets_ticket_id",
                        column: x => x.ticket_id,
                        principalTable: "tickets",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_callbacks_units_unit_id",
                        column: x => x.unit_id,
                        principalTable: "units",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_callbacks_work_orders_order_id",
                        column: x => x.order_id,
                        principalTable: "work_orders",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "completion_codes",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    order_id = table.Column<long>(type: "INTEGER", nullable: false),
                    unit_id = table.Column<long>(type: "INTEGER", nullable: false),
                    digest = table.Column<string>(type: "TEXT", nullable: false),
                    sent_to = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    sent_at = table.Column<long>(type: "INTEGER", nullable: true),
                    sent = table.Column<int>(type: "INTEGER", nullable: false),
                    tries_left = table.Column<int>(type: "INTEGER", nullable: false),
                    entered_at = table.Column<long>(type: "INTEGER", nullable: true),
                    excuse = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    excused_by = table.Column<long>(type: "INTEGER", nullable: true),
                    excused_at = table.Column<long>(type: "INTEGER", nullable: true),
                    approved = table.Column<bool>(type: "INTEGER", nullable: true),
                    decided_by = table.Column<long>(type: "INTEGER", nullable: true),
                    decided_at = table.Column<long>(type: "INTEGER", nullable: true),
                    decision = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_completion_codes", x => x.id);
                    table.ForeignKey(
                        name: "fk_completion_codes_units_unit_id",
                        column: x => x.unit_id,
                        principalTable: "units",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_completion_codes_work_orders_order_id",
                        column: x => x.order_id,
                        principalTable: "work_orders",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "handovers",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    order_id = table.Column<long>(type: "INTEGER", nullable: false),
                    order_number = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    ticket_id = table.Column<long>(type: "INTEGER", nullable: false),
                    from_unit_id = table.Column<long>(type: "INTEGER", nullable: false),
                    to_unit_id = table.Column<long>(type: "INTEGER", nullable: false),
                    handed_by = table.Column<long>(type: "INTEGER", nullable: true),
                    handed_at = table.Column<long>(type: "INTEGER", nullable: false),
                    note = table.Column<string>(type: "TEXT", nullable: true),
                    answer_by = table.Column<long>(type: "INTEGER", nullable: false),
                    reminded_at = table.Column<long>(type: "INTEGER", nullable: true),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    answered_at = table.Column<long>(type: "INTEGER", nullable: true),
                    answered_by = table.Column<long>(type: "INTEGER", nullable: true),
                    reason_code = table.Column<string>(type: "TEXT", maxLength: 50, nullable: true),
                    reason = table.Column<string>(type: "TEXT", nullable: true),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_handovers", x => x.id);
                    table.ForeignKey(
                        name: "fk_handovers_tickets_ticket_id",
                        column: x => x.ticket_id,
                        principalTable: "tickets",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_handovers_units_from_unit_id",
                        column: x => x.from_unit_id,
                        principalTable: "units",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_handovers_units_to_unit_id",
                        column: x => x.to_unit_id,
                        principalTable: "units",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_handovers_work_orders_order_id",
                        column: x => x.order_id,
                        principalTable: "work_orders",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "order_acts",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    order_id = table.Column<long>(type: "INTEGER", nullable: false),
                    order_number = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    unit_id = table.Column<long>(type: "INTEGER", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    technician_id = table.Column<long>(type: "INTEGER", nullable: false),
                    reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    pays = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    by = table.Column<long>(type: "INTEGER", nullable: true),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_order_acts", x => x.id);
                    table.ForeignKey(
                        name: "fk_order_acts_units_unit_id",
                        column: x => x.unit_id,
                        principalTable: "units",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_order_acts_work_orders_order_id",
                        column: x => x.order_id,
                        principalTable: "work_orders",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "order_checklists",
                columns: table => new
                {
                    order_id = table.Column<long>(type: "INTEGER", nullable: false),
                    code = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    template_version = table.Column<int>(type: "INTEGER", nullable: false),
                    chinese = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    english = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    use = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    definition = table.Column<string>(type: "TEXT", nullable: false),
                    replies = table.Column<string>(type: "TEXT", nullable: false),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_order_checklists", x => new { x.order_id, x.code });
                    table.ForeignKey(
                        name: "fk_order_checklists_work_orders_order_id",
                        column: x => x.order_id,
                        principalTable: "work_orders",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "order_holds",
                columns: table => new
                {
                    order_id = table.Column<long>(type: "INTEGER", nullable: false),
                    holder = table.Column<long>(type: "INTEGER", nullable: false),
                    reason_key = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    since = table.Column<long>(type: "INTEGER", nullable: false),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_order_holds", x => new { x.order_id, x.holder });
                    table.ForeignKey(
                        name: "fk_order_holds_work_orders_order_id",
                        column: x => x.order_id,
                        principalTable: "work_orders",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "order_links",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    order_id = table.Column<long>(type: "INTEGER", nullable: false),
                    token_hash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    made_at = table.Column<long>(type: "INTEGER", nullable: false),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_order_links", x => x.id);
                    table.ForeignKey(
                        name: "fk_order_links_work_orders_order_id",
                        column: x => x.order_id,
                        principalTable: "work_orders",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "order_photos",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    order_id = table.Column<long>(type: "INTEGER", nullable: false),
                    file_id = table.Column<long>(type: "INTEGER", nullable: false),
                    caption = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    taken_at = table.Column<long>(type: "INTEGER", nullable: false),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_order_photos", x => x.id);
                    table.ForeignKey(
                        name: "fk_order_photos_files_file_id",
                        column: x => x.file_id,
                        principalTable: "files",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_order_photos_work_orders_order_id",
                        column: x => x.order_id,
                        principalTable: "work_orders",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "order_signatures",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    order_id = table.Column<long>(type: "INTEGER", nullable: false),
                    signer = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    file_id = table.Column<long>(type: "INTEGER", nullable: false),
                    signed_at = table.Column<long>(type: "INTEGER", nullable: false),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_order_signatures", x => x.id);
                    table.ForeignKey(
                        name: "fk_order_signatures_files_file_id",
                        column: x => x.file_id,
                        principalTable: "files",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_order_signatures_work_orders_order_id",
                        column: x => x.order_id,
                        principalTable: "work_orders",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "quotes",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    order_id = table.Column<long>(type: "INTEGER", nullable: false),
                    order_number = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    ticket_id = table.Column<long>(type: "INTEGER", nullable: false),
                    order_kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    unit_id = table.Column<long>(type: "INTEGER", nullable: false),
                    customer_id = table.Column<long>(type: "INTEGER", nullable: false),
                    technician_id = table.Column<long>(type: "INTEGER", nullable: true),
                    made_at = table.Column<long>(type: "INTEGER", nullable: false),
                    date = table.Column<string>(type: "TEXT", nullable: false),
                    currency = table.Column<string>(type: "TEXT", maxLength: 3, nullable: false),
                    warranty = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    warranty_until = table.Column<string>(type: "TEXT", nullable: true),
                    cause = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    rule_set = table.Column<int>(type: "INTEGER", nullable: false),
                    tolerance_percent = table.Column<int>(type: "INTEGER", nullable: false),
                    total = table.Column<long>(type: "INTEGER", nullable: false),
                    parts = table.Column<long>(type: "INTEGER", nullable: false),
                    paid = table.Column<long>(type: "INTEGER", nullable: false),
                    due = table.Column<long>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_quotes", x => x.id);
                    table.ForeignKey(
                        name: "fk_quotes_customers_customer_id",
                        column: x => x.customer_id,
                        principalTable: "customers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_quotes_people_technician_id",
                        column: x => x.technician_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_quotes_tickets_ticket_id",
                        column: x => x.ticket_id,
                        principalTable: "tickets",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_quotes_units_unit_id",
                        column: x => x.unit_id,
                        principalTable: "units",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_quotes_work_orders_order_id",
                        column: x => x.order_id,
                        principalTable: "work_orders",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "rating_links",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    order_id = table.Column<long>(type: "INTEGER", nullable: false),
                    token_hash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    asked_at = table.Column<long>(type: "INTEGER", nullable: false),
                    expires_at = table.Column<long>(type: "INTEGER", nullable: false),
                    revisable_hours = table.Column<int>(type: "INTEGER", nullable: false),
                    used_at = table.Column<long>(type: "INTEGER", nullable: true),
                    told_by_phone_at = table.Column<long>(type: "INTEGER", nullable: true),
                    own_device_attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    own_device_who = table.Column<string>(type: "TEXT", nullable: true),
                    own_device_at = table.Column<long>(type: "INTEGER", nullable: true),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_rating_links", x => x.id);
                    table.ForeignKey(
                        name: "fk_rating_links_work_orders_order_id",
                        column: x => x.order_id,
                        principalTable: "work_orders",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ratings",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    order_id = table.Column<long>(type: "INTEGER", nullable: false),
                    order_number = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    ticket_id = table.Column<long>(type: "INTEGER", nullable: false),
                    customer_id = table.Column<long>(type: "INTEGER", nullable: false),
                    unit_id = table.Column<long>(type: "INTEGER", nullable: false),
                    technician_id = table.Column<long>(type: "INTEGER", nullable: true),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    channel = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    given_at = table.Column<long>(type: "INTEGER", nullable: false),
                    date = table.Column<string>(type: "TEXT", nullable: false),
                    stars = table.Column<int>(type: "INTEGER", nullable: false),
                    satisfied = table.Column<bool>(type: "INTEGER", nullable: false),
                    satisfied_from = table.Column<int>(type: "INTEGER", nullable: false),
                    comment = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    revised_at = table.Column<long>(type: "INTEGER", nullable: true),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ratings", x => x.id);
                    table.ForeignKey(
                        name: "fk_ratings_customers_customer_id",
                        column: x => x.customer_id,
                        principalTable: "customers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_ratings_people_technician_id",
                        column: x => x.technician_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_ratings_tickets_ticket_id",
                        column: x => x.ticket_id,
                        principalTable: "tickets",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_ratings_units_unit_id",
                        column: x => x.unit_id,
                        principalTable: "units",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_ratings_work_orders_order_id",
                        column: x => x.order_id,
                        principalTable: "work_orders",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "site_sessions",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    order_id = table.Column<long>(type: "INTEGER", nullable: false),
                    order_number = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    unit_id = table.Column<long>(type: "INTEGER", nullable: false),
                    customer_id = table.Column<long>(type: "INTEGER", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    topic = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    audience = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    planned_at = table.Column<long>(type: "INTEGER", nullable: false),
                    required = table.Column<bool>(type: "INTEGER", nullable: false),
                    content = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: true),
                    by = table.Column<long>(type: "INTEGER", nullable: true),
                    held_at = table.Column<long>(type: "INTEGER", nullable: true),
                    waived_reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_site_sessions", x => x.id);
                    table.ForeignKey(
                        name: "fk_site_sessions_customers_customer_id",
                        column: x => x.customer_id,
                        principalTable: "customers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_site_sessions_units_unit_id",
                        column: x => x.unit_id,
                        principalTable: "units",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_site_sessions_work_orders_order_id",
                        column: x => x.order_id,
                        principalTable: "work_orders",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "used_parts",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    order_id = table.Column<long>(type: "INTEGER", nullable: false),
                    order_number = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    unit_id = table.Column<long>(type: "INTEGER", nullable: false),
                    technician_id = table.Column<long>(type: "INTEGER", nullable: false),
                    part_number = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true),
                    name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    quantity = table.Column<int>(type: "INTEGER", nullable: false),
                    new_serial = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    old_serial = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    old_due = table.Column<bool>(type: "INTEGER", nullable: false),
                    used_at = table.Column<long>(type: "INTEGER", nullable: false),
                    received_at = table.Column<long>(type: "INTEGER", nullable: true),
                    received_by = table.Column<long>(type: "INTEGER", nullable: true),
                    received_quantity = table.Column<int>(type: "INTEGER", nullable: true),
                    received_serial = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    difference = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_used_parts", x => x.id);
                    table.ForeignKey(
                        name: "fk_used_parts_people_technician_id",
                        column: x => x.technician_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_used_parts_units_unit_id",
                        column: x => x.unit_id,
                        principalTable: "units",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_used_parts_work_orders_order_id",
                        column: x => x.order_id,
                        principalTable: "work_orders",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "visits",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    order_id = table.Column<long>(type: "INTEGER", nullable: false),
                    technician_id = table.Column<long>(type: "INTEGER", nullable: false),
                    slot_start = table.Column<long>(type: "INTEGER", nullable: false),
                    slot_end = table.Column<long>(type: "INTEGER", nullable: false),
                    booked_at = table.Column<long>(type: "INTEGER", nullable: false),
                    booked_by = table.Column<long>(type: "INTEGER", nullable: true),
                    promised_until = table.Column<long>(type: "INTEGER", nullable: true),
                    contacted_at = table.Column<long>(type: "INTEGER", nullable: true),
                    failed_calls = table.Column<int>(type: "INTEGER", nullable: false),
                    contact_note = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    accepted_at = table.Column<long>(type: "INTEGER", nullable: true),
                    travel_at = table.Column<long>(type: "INTEGER", nullable: true),
                    arrived_at = table.Column<long>(type: "INTEGER", nullable: true),
                    finished_at = table.Column<long>(type: "INTEGER", nullable: true),
                    arrived_latitude = table.Column<double>(type: "REAL", nullable: true),
                    arrived_longitude = table.Column<double>(type: "REAL", nullable: true),
                    finished_latitude = table.Column<double>(type: "REAL", nullable: true),
                    finished_longitude = table.Column<double>(type: "REAL", nullable: true),
                    late = table.Column<bool>(type: "INTEGER", nullable: true),
                    outcome = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    withdrawn_at = table.Column<long>(type: "INTEGER", nullable: true),
                    withdraw_reason = table.Column<string>(type: "TEXT", nullable: true),
                    declined = table.Column<bool>(type: "INTEGER", nullable: false),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_visits", x => x.id);
                    table.ForeignKey(
                        name: "fk_visits_people_technician_id",
                        column: x => x.technician_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_visits_work_orders_order_id",
                        column: x => x.order_id,
                        principalTable: "work_orders",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "call_attempts",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    callback_id = table.Column<long>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    who = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    result = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    later_at = table.Column<long>(type: "INTEGER", nullable: true),
                    note = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_call_attempts", x => x.id);
                    table.ForeignKey(
                        name: "fk_call_attempts_callback_callback_id",
                        column: x => x.callback_id,
                        principalTable: "callbacks",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "callback_answers",
                columns: table => new
                {
                    callback_id = table.Column<long>(type: "INTEGER", nullable: false),
                    code = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: true),
                    text = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_callback_answers", x => new { x.callback_id, x.code });
                    table.ForeignKey(
                        name: "fk_callback_answers_callbacks_callback_id",
                        column: x => x.callback_id,
                        principalTable: "callbacks",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "follow_ups",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    callback_id = table.Column<long>(type: "INTEGER", nullable: true),
                    order_id = table.Column<long>(type: "INTEGER", nullable: true),
                    number = table.Column<string>(type: "TEXT", maxLength: 30, nullable: false),
                    ticket_id = table.Column<long>(type: "INTEGER", nullable: false),
                    customer_id = table.Column<long>(type: "INTEGER", nullable: false),
                    unit_id = table.Column<long>(type: "INTEGER", nullable: false),
                    person_id = table.Column<long>(type: "INTEGER", nullable: true),
                    opened_at = table.Column<long>(type: "INTEGER", nullable: false),
                    due_at = table.Column<long>(type: "INTEGER", nullable: false),
                    reason = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    done_at = table.Column<long>(type: "INTEGER", nullable: true),
                    done_by = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    result = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_follow_ups", x => x.id);
                    table.ForeignKey(
                        name: "fk_follow_ups_callbacks_callback_id",
                        column: x => x.callback_id,
                        principalTable: "callbacks",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_follow_ups_customers_customer_id",
                        column: x => x.customer_id,
                        principalTable: "customers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_follow_ups_people_person_id",
                        column: x => x.person_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_follow_ups_tickets_ticket_id",
                        column: x => x.ticket_id,
                        principalTable: "tickets",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_follow_ups_units_unit_id",
                        column: x => x.unit_id,
                        principalTable: "units",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_follow_ups_work_orders_order_id",
                        column: x => x.order_id,
                        principalTable: "work_orders",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "payments",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    quote_id = table.Column<long>(type: "INTEGER", nullable: false),
                    order_id = table.Column<long>(type: "INTEGER", nullable: false),
                    order_number = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    unit_id = table.Column<long>(type: "INTEGER", nullable: false),
                    customer_id = table.Column<long>(type: "INTEGER", nullable: false),
                    collector_id = table.Column<long>(type: "INTEGER", nullable: false),
                    receipt = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    method = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    amount = table.Column<long>(type: "INTEGER", nullable: false),
                    currency = table.Column<string>(type: "TEXT", maxLength: 3, nullable: false),
                    reference = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    date = table.Column<string>(type: "TEXT", nullable: false),
                    corrects = table.Column<long>(type: "INTEGER", nullable: true),
                    reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_payments", x => x.id);
                    table.ForeignKey(
                        name: "fk_payments_customers_customer_id",
                        column: x => x.customer_id,
                        principalTable: "customers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_payments_people_collector_id",
                        column: x => x.collector_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_payments_quotes_quote_id",
                        column: x => x.quote_id,
                        principalTable: "quotes",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_payments_units_unit_id",
                        column: x => x.unit_id,
                        principalTable: "units",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_payments_work_orders_order_id",
                        column: x => x.order_id,
                        principalTable: "work_orders",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "quote_answers",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    quote_id = table.Column<long>(type: "INTEGER", nullable: false),
                    agreed = table.Column<bool>(type: "INTEGER", nullable: false),
                    total = table.Column<long>(type: "INTEGER", nullable: false),
                    parts = table.Column<long>(type: "INTEGER", nullable: false),
                    way = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    file_id = table.Column<long>(type: "INTEGER", nullable: true),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    taken_by = table.Column<long>(type: "INTEGER", nullable: true),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_quote_answers", x => x.id);
                    table.ForeignKey(
                        name: "fk_quote_answers_files_file_id",
                        column: x => x.file_id,
                        principalTable: "files",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_quote_answers_people_taken_by",
                        column: x => x.taken_by,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_quote_answers_quotes_quote_id",
                        column: x => x.quote_id,
                        principalTable: "quotes",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "quote_lines",
                columns: table => new
                {
                    quote_id = table.Column<long>(type: "INTEGER", nullable: false),
                    code = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    position = table.Column<int>(type: "INTEGER", nullable: false),
                    item = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    english_name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    quantity = table.Column<int>(type: "INTEGER", nullable: false),
                    hourly = table.Column<bool>(type: "INTEGER", nullable: false),
                    price = table.Column<long>(type: "INTEGER", nullable: false),
                    amount = table.Column<long>(type: "INTEGER", nullable: false),
                    free = table.Column<bool>(type: "INTEGER", nullable: false),
                    rule_code = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    why_chinese = table.Column<string>(type: "TEXT", nullable: true),
                    why_english = table.Column<string>(type: "TEXT", nullable: true),
                    override_reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    price_list_id = table.Column<long>(type: "INTEGER", nullable: false),
                    price_version = table.Column<int>(type: "INTEGER", nullable: false),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_quote_lines", x => new { x.quote_id, x.code });
                    table.ForeignKey(
                        name: "fk_quote_lines_price_lists_price_list_id",
                        column: x => x.price_list_id,
                        principalTable: "price_lists",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_quote_lines_quotes_quote_id",
                        column: x => x.quote_id,
                        principalTable: "quotes",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "session_attendees",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    session_id = table.Column<long>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    role = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    signature_id = table.Column<long>(type: "INTEGER", nullable: true),
                    wish = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_session_attendees", x => x.id);
                    table.ForeignKey(
                        name: "fk_session_attendees_files_signature_id",
                        column: x => x.signature_id,
                        principalTable: "files",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_session_attendees_site_sessions_session_id",
                        column: x => x.session_id,
                        principalTable: "site_sessions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "appointments",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    day_id = table.Column<long>(type: "INTEGER", nullable: false),
                    technician_id = table.Column<long>(type: "INTEGER", nullable: false),
                    order_id = table.Column<long>(type: "INTEGER", nullable: false),
                    visit_id = table.Column<long>(type: "INTEGER", nullable: false),
                    starts_at = table.Column<long>(type: "INTEGER", nullable: false),
                    ends_at = table.Column<long>(type: "INTEGER", nullable: false),
                    override_reason = table.Column<string>(type: "TEXT", nullable: true),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_appointments", x => x.id);
                    table.ForeignKey(
                        name: "fk_appointments_technician_day_day_id",
                        column: x => x.day_id,
                        principalTable: "technician_days",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_appointments_visits_visit_id",
                        column: x => x.visit_id,
                        principalTable: "visits",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_appointments_work_orders_order_id",
                        column: x => x.order_id,
                        principalTable: "work_orders",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "cash_entries",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    box_id = table.Column<long>(type: "INTEGER", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    amount = table.Column<long>(type: "INTEGER", nullable: false),
                    open = table.Column<long>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    payment_id = table.Column<long>(type: "INTEGER", nullable: true),
                    hand_in_id = table.Column<long>(type: "INTEGER", nullable: true),
                    company_id = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_cash_entries", x => x.id);
                    table.ForeignKey(
                        name: "fk_cash_entries_cash_boxes_box_id",
                        column: x => x.box_id,
                        principalTable: "cash_boxes",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_cash_entries_cash_hand_ins_hand_in_id",
                        column: x => x.hand_in_id,
                        principalTable: "cash_hand_ins",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_cash_entries_payments_payment_id",
                        column: x => x.payment_id,
                        principalTable: "payments",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_account_grants_account_id",
                table: "account_grants",
                column: "account_id");

            migrationBuilder.CreateIndex(
                name: "ix_accounts_company_id_person_id",
                table: "accounts",
                columns: new[] { "company_id", "person_id" });

            migrationBuilder.CreateIndex(
                name: "ix_accounts_login",
                table: "accounts",
                column: "login",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_accounts_phone",
                table: "accounts",
                column: "phone",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_answered_commands_at",
                table: "answered_commands",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "ix_api_tokens_account_id",
                table: "api_tokens",
                column: "account_id");

            migrationBuilder.CreateIndex(
                name: "ix_api_tokens_hash",
                table: "api_tokens",
                column: "hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_appointments_company_id_technician_id_starts_at",
                table: "appointments",
                columns: new[] { "company_id", "technician_id", "starts_at" });

            migrationBuilder.CreateIndex(
                name: "ix_appointments_day_id",
                table: "appointments",
                column: "day_id");

            migrationBuilder.CreateIndex(
                name: "ix_appointments_order_id",
                table: "appointments",
                column: "order_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_appointments_visit_id",
                table: "appointments",
                column: "visit_id");

            migrationBuilder.CreateIndex(
                name: "ix_assets_company_id_registered_at_id",
                table: "assets",
                columns: new[] { "company_id", "registered_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_assets_company_id_serial_key",
                table: "assets",
                columns: new[] { "company_id", "serial_key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_assets_customer_id",
                table: "assets",
                column: "customer_id");

            migrationBuilder.CreateIndex(
                name: "ix_assets_model_id",
                table: "assets",
                column: "model_id");

            migrationBuilder.CreateIndex(
                name: "ix_assets_site_id",
                table: "assets",
                column: "site_id");

            migrationBuilder.CreateIndex(
                name: "ix_assets_unit_id",
                table: "assets",
                column: "unit_id");

            migrationBuilder.CreateIndex(
                name: "ix_audit_entries_company_id_at_id",
                table: "audit_entries",
                columns: new[] { "company_id", "at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_audit_entries_record_id_sequence",
                table: "audit_entries",
                columns: new[] { "record_id", "sequence" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_audit_entries_seal_id",
                table: "audit_entries",
                column: "seal_id");

            migrationBuilder.CreateIndex(
                name: "ix_breach_reviews_asked_by_id",
                table: "breach_reviews",
                column: "asked_by_id");

            migrationBuilder.CreateIndex(
                name: "ix_breach_reviews_company_id_state_asked_at",
                table: "breach_reviews",
                columns: new[] { "company_id", "state", "asked_at" });

            migrationBuilder.CreateIndex(
                name: "ix_breach_reviews_handler_id",
                table: "breach_reviews",
                column: "handler_id");

            migrationBuilder.CreateIndex(
                name: "ix_breach_reviews_ticket_id_clock_due_at",
                table: "breach_reviews",
                columns: new[] { "ticket_id", "clock", "due_at" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_breach_reviews_unit_id",
                table: "breach_reviews",
                column: "unit_id");

            migrationBuilder.CreateIndex(
                name: "ix_calendars_company_id_name",
                table: "calendars",
                columns: new[] { "company_id", "name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_call_attempts_callback_id",
                table: "call_attempts",
                column: "callback_id");

            migrationBuilder.CreateIndex(
                name: "ix_callback_people_person_id",
                table: "callback_people",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_callback_people_unit_id",
                table: "callback_people",
                column: "unit_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_callback_policies_company_id_number",
                table: "callback_policies",
                columns: new[] { "company_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_callbacks_assignee_id",
                table: "callbacks",
                column: "assignee_id");

            migrationBuilder.CreateIndex(
                name: "ix_callbacks_company_id_state_due_at_id",
                table: "callbacks",
                columns: new[] { "company_id", "state", "due_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_callbacks_company_id_unit_id_date",
                table: "callbacks",
                columns: new[] { "company_id", "unit_id", "date" });

            migrationBuilder.CreateIndex(
                name: "ix_callbacks_contact_id",
                table: "callbacks",
                column: "contact_id");

            migrationBuilder.CreateIndex(
                name: "ix_callbacks_customer_id",
                table: "callbacks",
                column: "customer_id");

            migrationBuilder.CreateIndex(
                name: "ix_callbacks_order_id",
                table: "callbacks",
                column: "order_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_callbacks_remote",
                table: "callbacks",
                column: "ticket_id",
                unique: true,
                filter: "order_id is null");

            migrationBuilder.CreateIndex(
                name: "ix_callbacks_technician_id",
                table: "callbacks",
                column: "technician_id");

            migrationBuilder.CreateIndex(
                name: "ix_callbacks_unit_id",
                table: "callbacks",
                column: "unit_id");

            migrationBuilder.CreateIndex(
                name: "ix_care_visits_company_id_date_customer_id",
                table: "care_visits",
                columns: new[] { "company_id", "date", "customer_id" });

            migrationBuilder.CreateIndex(
                name: "ix_care_visits_customer_id_date",
                table: "care_visits",
                columns: new[] { "customer_id", "date" });

            migrationBuilder.CreateIndex(
                name: "ix_care_visits_unit_id",
                table: "care_visits",
                column: "unit_id");

            migrationBuilder.CreateIndex(
                name: "ix_cash_boxes_company_id_since_id",
                table: "cash_boxes",
                columns: new[] { "company_id", "since", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_cash_boxes_person_id",
                table: "cash_boxes",
                column: "person_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_cash_boxes_unit_id",
                table: "cash_boxes",
                column: "unit_id");

            migrationBuilder.CreateIndex(
                name: "ix_cash_entries_box_id_at",
                table: "cash_entries",
                columns: new[] { "box_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_cash_entries_hand_in_id",
                table: "cash_entries",
                column: "hand_in_id");

            migrationBuilder.CreateIndex(
                name: "ix_cash_entries_open",
                table: "cash_entries",
                column: "box_id",
                filter: "open <> 0");

            migrationBuilder.CreateIndex(
                name: "ix_cash_entries_payment_id",
                table: "cash_entries",
                column: "payment_id");

            migrationBuilder.CreateIndex(
                name: "ix_cash_hand_ins_box_id",
                table: "cash_hand_ins",
                column: "box_id");

            migrationBuilder.CreateIndex(
                name: "ix_cash_hand_ins_company_id_at_id",
                table: "cash_hand_ins",
                columns: new[] { "company_id", "at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_cash_hand_ins_company_id_number",
                table: "cash_hand_ins",
                columns: new[] { "company_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_cash_hand_ins_company_id_person_id_at",
                table: "cash_hand_ins",
                columns: new[] { "company_id", "person_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_cash_hand_ins_person_id",
                table: "cash_hand_ins",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_cash_hand_ins_received_by",
                table: "cash_hand_ins",
                column: "received_by");

            migrationBuilder.CreateIndex(
                name: "ix_cash_hand_ins_seen_by",
                table: "cash_hand_ins",
                column: "seen_by");

            migrationBuilder.CreateIndex(
                name: "ix_cash_hand_ins_unit_id",
                table: "cash_hand_ins",
                column: "unit_id");

            migrationBuilder.CreateIndex(
                name: "ix_channel_tests_company_id_tested_at_id",
                table: "channel_tests",
                columns: new[] { "company_id", "tested_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_charge_rule_sets_company_id_number",
                table: "charge_rule_sets",
                columns: new[] { "company_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_checklists_company_id_code",
                table: "checklists",
                columns: new[] { "company_id", "code" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_complaint_consultations_company_id_person_id_answered_at",
                table: "complaint_consultations",
                columns: new[] { "company_id", "person_id", "answered_at" });

            migrationBuilder.CreateIndex(
                name: "ix_complaint_consultations_complaint_id",
                table: "complaint_consultations",
                column: "complaint_id");

            migrationBuilder.CreateIndex(
                name: "ix_complaint_consultations_person_id",
                table: "complaint_consultations",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_complaint_consultations_unit_id",
                table: "complaint_consultations",
                column: "unit_id");

            migrationBuilder.CreateIndex(
                name: "ix_complaints_about_id",
                table: "complaints",
                column: "about_id");

            migrationBuilder.CreateIndex(
                name: "ix_complaints_asset_id",
                table: "complaints",
                column: "asset_id");

            migrationBuilder.CreateIndex(
                name: "ix_complaints_company_id_caller_phone_entered_at",
                table: "complaints",
                columns: new[] { "company_id", "caller_phone", "entered_at" });

            migrationBuilder.CreateIndex(
                name: "ix_complaints_company_id_customer_id_received_at",
                table: "complaints",
                columns: new[] { "company_id", "customer_id", "received_at" });

            migrationBuilder.CreateIndex(
                name: "ix_complaints_company_id_next_due_at_id",
                table: "complaints",
                columns: new[] { "company_id", "next_due_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_complaints_company_id_number",
                table: "complaints",
                columns: new[] { "company_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_complaints_company_id_owner_id_next_due_at",
                table: "complaints",
                columns: new[] { "company_id", "owner_id", "next_due_at" });

            migrationBuilder.CreateIndex(
                name: "ix_complaints_company_id_received_at_id",
                table: "complaints",
                columns: new[] { "company_id", "received_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_complaints_contact_id",
                table: "complaints",
                column: "contact_id");

            migrationBuilder.CreateIndex(
                name: "ix_complaints_customer_id",
                table: "complaints",
                column: "customer_id");

            migrationBuilder.CreateIndex(
                name: "ix_complaints_follow_key",
                table: "complaints",
                column: "follow_key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_complaints_measures_owner_id",
                table: "complaints",
                column: "measures_owner_id");

            migrationBuilder.CreateIndex(
                name: "ix_complaints_owner_id",
                table: "complaints",
                column: "owner_id");

            migrationBuilder.CreateIndex(
                name: "ix_complaints_ticket_id",
                table: "complaints",
                column: "ticket_id");

            migrationBuilder.CreateIndex(
                name: "ix_complaints_unit_id",
                table: "complaints",
                column: "unit_id");

            migrationBuilder.CreateIndex(
                name: "ix_completion_codes_order_id",
                table: "completion_codes",
                column: "order_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_completion_codes_unit_id",
                table: "completion_codes",
                column: "unit_id");

            migrationBuilder.CreateIndex(
                name: "ix_contact_attempts_ticket_id",
                table: "contact_attempts",
                column: "ticket_id");

            migrationBuilder.CreateIndex(
                name: "ix_contacts_company_id_phone_digits",
                table: "contacts",
                columns: new[] { "company_id", "phone_digits" });

            migrationBuilder.CreateIndex(
                name: "ix_contacts_customer_id",
                table: "contacts",
                column: "customer_id");

            migrationBuilder.CreateIndex(
                name: "ix_customers_company_id_name",
                table: "customers",
                columns: new[] { "company_id", "name" });

            migrationBuilder.CreateIndex(
                name: "ix_customers_company_id_number",
                table: "customers",
                columns: new[] { "company_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_customers_company_id_phone_digits",
                table: "customers",
                columns: new[] { "company_id", "phone_digits" });

            migrationBuilder.CreateIndex(
                name: "ix_customers_company_id_registered_at_id",
                table: "customers",
                columns: new[] { "company_id", "registered_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_customers_merged_into",
                table: "customers",
                column: "merged_into");

            migrationBuilder.CreateIndex(
                name: "ix_customers_unit_id",
                table: "customers",
                column: "unit_id");

            migrationBuilder.CreateIndex(
                name: "ix_desk_terms_company_id_edition",
                table: "desk_terms",
                columns: new[] { "company_id", "edition" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_dispatch_policies_company_id_valid_from",
                table: "dispatch_policies",
                columns: new[] { "company_id", "valid_from" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_errands_state_due_at",
                table: "errands",
                columns: new[] { "state", "due_at" });

            migrationBuilder.CreateIndex(
                name: "ix_field_policies_company_id_valid_from",
                table: "field_policies",
                columns: new[] { "company_id", "valid_from" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_files_hash",
                table: "files",
                column: "hash");

            migrationBuilder.CreateIndex(
                name: "ix_files_owner_id_owner_kind",
                table: "files",
                columns: new[] { "owner_id", "owner_kind" });

            migrationBuilder.CreateIndex(
                name: "ix_files_waiting",
                table: "files",
                column: "staged_at",
                filter: "state <> 'Attached'");

            migrationBuilder.CreateIndex(
                name: "ix_follow_ups_callback_id",
                table: "follow_ups",
                column: "callback_id");

            migrationBuilder.CreateIndex(
                name: "ix_follow_ups_company_id_due_at_id",
                table: "follow_ups",
                columns: new[] { "company_id", "due_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_follow_ups_customer_id",
                table: "follow_ups",
                column: "customer_id");

            migrationBuilder.CreateIndex(
                name: "ix_follow_ups_order_id",
                table: "follow_ups",
                column: "order_id");

            migrationBuilder.CreateIndex(
                name: "ix_follow_ups_person_id",
                table: "follow_ups",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_follow_ups_ticket_id",
                table: "follow_ups",
                column: "ticket_id");

            migrationBuilder.CreateIndex(
                name: "ix_follow_ups_unit_id",
                table: "follow_ups",
                column: "unit_id");

            migrationBuilder.CreateIndex(
                name: "ix_handovers_company_id_state_handed_at",
                table: "handovers",
                columns: new[] { "company_id", "state", "handed_at" });

            migrationBuilder.CreateIndex(
                name: "ix_handovers_company_id_to_unit_id_handed_at",
                table: "handovers",
                columns: new[] { "company_id", "to_unit_id", "handed_at" });

            migrationBuilder.CreateIndex(
                name: "ix_handovers_from_unit_id",
                table: "handovers",
                column: "from_unit_id");

            migrationBuilder.CreateIndex(
                name: "ix_handovers_order_id_handed_at",
                table: "handovers",
                columns: new[] { "order_id", "handed_at" });

            migrationBuilder.CreateIndex(
                name: "ix_handovers_ticket_id",
                table: "handovers",
                column: "ticket_id");

            migrationBuilder.CreateIndex(
                name: "ix_handovers_to_unit_id",
                table: "handovers",
                column: "to_unit_id");

            migrationBuilder.CreateIndex(
                name: "ix_holiday_papers_company_id_number",
                table: "holiday_papers",
                columns: new[] { "company_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_import_runs_company_id_source_digest",
                table: "import_runs",
                columns: new[] { "company_id", "source", "digest" });

            migrationBuilder.CreateIndex(
                name: "ix_imported_customers_customer_id",
                table: "imported_customers",
                column: "customer_id");

            migrationBuilder.CreateIndex(
                name: "ix_imported_events_ticket_id",
                table: "imported_events",
                column: "ticket_id");

            migrationBuilder.CreateIndex(
                name: "ix_jobs_company_id_created_at_id",
                table: "jobs",
                columns: new[] { "company_id", "created_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_jobs_state_due_at",
                table: "jobs",
                columns: new[] { "state", "due_at" });

            migrationBuilder.CreateIndex(
                name: "ix_kpi_card_lines_kpi_id",
                table: "kpi_card_lines",
                column: "kpi_id");

            migrationBuilder.CreateIndex(
                name: "ix_kpi_cards_company_id_code",
                table: "kpi_cards",
                columns: new[] { "company_id", "code" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_kpi_results_company_id_kpi_id_period_unit_id",
                table: "kpi_results",
                columns: new[] { "company_id", "kpi_id", "period", "unit_id" },
                unique: true,
                filter: "person_id is null");

            migrationBuilder.CreateIndex(
                name: "ix_kpi_results_company_id_kpi_id_period_unit_id_person_id",
                table: "kpi_results",
                columns: new[] { "company_id", "kpi_id", "period", "unit_id", "person_id" },
                unique: true,
                filter: "person_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_kpi_results_kpi_id",
                table: "kpi_results",
                column: "kpi_id");

            migrationBuilder.CreateIndex(
                name: "ix_kpis_company_id_number",
                table: "kpis",
                columns: new[] { "company_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_measures_company_id_date",
                table: "measures",
                columns: new[] { "company_id", "date" });

            migrationBuilder.CreateIndex(
                name: "ix_measures_company_id_name_date_unit_id",
                table: "measures",
                columns: new[] { "company_id", "name", "date", "unit_id" });

            migrationBuilder.CreateIndex(
                name: "ix_measures_source_id",
                table: "measures",
                column: "source_id");

            migrationBuilder.CreateIndex(
                name: "ix_measures_unfolded",
                table: "measures",
                column: "id",
                filter: "folded = false");

            migrationBuilder.CreateIndex(
                name: "ix_message_policies_company_id_valid_from",
                table: "message_policies",
                columns: new[] { "company_id", "valid_from" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_message_robots_company_id_name",
                table: "message_robots",
                columns: new[] { "company_id", "name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_message_robots_unit_id",
                table: "message_robots",
                column: "unit_id");

            migrationBuilder.CreateIndex(
                name: "ix_message_templates_company_id_code_language",
                table: "message_templates",
                columns: new[] { "company_id", "code", "language" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_messages_company_id_created_at_id",
                table: "messages",
                columns: new[] { "company_id", "created_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_messages_company_id_person_id_created_at",
                table: "messages",
                columns: new[] { "company_id", "person_id", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ix_messages_company_id_state_created_at",
                table: "messages",
                columns: new[] { "company_id", "state", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ix_messages_person_id",
                table: "messages",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_messages_unit_id",
                table: "messages",
                column: "unit_id");

            migrationBuilder.CreateIndex(
                name: "ix_order_acts_company_id_at",
                table: "order_acts",
                columns: new[] { "company_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_order_acts_order_id",
                table: "order_acts",
                column: "order_id");

            migrationBuilder.CreateIndex(
                name: "ix_order_acts_unit_id",
                table: "order_acts",
                column: "unit_id");

            migrationBuilder.CreateIndex(
                name: "ix_order_links_order_id",
                table: "order_links",
                column: "order_id");

            migrationBuilder.CreateIndex(
                name: "ix_order_links_token_hash",
                table: "order_links",
                column: "token_hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_order_photos_file_id",
                table: "order_photos",
                column: "file_id");

            migrationBuilder.CreateIndex(
                name: "ix_order_photos_order_id",
                table: "order_photos",
                column: "order_id");

            migrationBuilder.CreateIndex(
                name: "ix_order_signatures_file_id",
                table: "order_signatures",
                column: "file_id");

            migrationBuilder.CreateIndex(
                name: "ix_order_signatures_order_id",
                table: "order_signatures",
                column: "order_id");

            migrationBuilder.CreateIndex(
                name: "ix_outbox_about_subscriber_id",
                table: "outbox",
                columns: new[] { "about", "subscriber", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_outbox_state_due_at_id",
                table: "outbox",
                columns: new[] { "state", "due_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_payments_collector_id",
                table: "payments",
                column: "collector_id");

            migrationBuilder.CreateIndex(
                name: "ix_payments_company_id_at_id",
                table: "payments",
                columns: new[] { "company_id", "at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_payments_company_id_collector_id_at",
                table: "payments",
                columns: new[] { "company_id", "collector_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_payments_company_id_unit_id_at_id",
                table: "payments",
                columns: new[] { "company_id", "unit_id", "at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_payments_company_id_unit_id_receipt",
                table: "payments",
                columns: new[] { "company_id", "unit_id", "receipt" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_payments_corrects",
                table: "payments",
                column: "corrects",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_payments_customer_id",
                table: "payments",
                column: "customer_id");

            migrationBuilder.CreateIndex(
                name: "ix_payments_order_id",
                table: "payments",
                column: "order_id");

            migrationBuilder.CreateIndex(
                name: "ix_payments_quote_id",
                table: "payments",
                column: "quote_id");

            migrationBuilder.CreateIndex(
                name: "ix_payments_unit_id",
                table: "payments",
                column: "unit_id");

            migrationBuilder.CreateIndex(
                name: "ix_people_company_id_added_at_id",
                table: "people",
                columns: new[] { "company_id", "added_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_people_company_id_employee_number",
                table: "people",
                columns: new[] { "company_id", "employee_number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_people_unit_id",
                table: "people",
                column: "unit_id");

            migrationBuilder.CreateIndex(
                name: "ix_policy_adoptions_company_id_from",
                table: "policy_adoptions",
                columns: new[] { "company_id", "from" },
                unique: true,
                filter: "unit_id is null");

            migrationBuilder.CreateIndex(
                name: "ix_policy_adoptions_company_id_unit_id_from",
                table: "policy_adoptions",
                columns: new[] { "company_id", "unit_id", "from" },
                unique: true,
                filter: "unit_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_policy_adoptions_set_id",
                table: "policy_adoptions",
                column: "set_id");

            migrationBuilder.CreateIndex(
                name: "ix_policy_sets_company_id_code",
                table: "policy_sets",
                columns: new[] { "company_id", "code" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_post_holders_person_id",
                table: "post_holders",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_posts_company_id_unit_id",
                table: "posts",
                columns: new[] { "company_id", "unit_id" });

            migrationBuilder.CreateIndex(
                name: "ix_posts_functional_superior_id",
                table: "posts",
                column: "functional_superior_id");

            migrationBuilder.CreateIndex(
                name: "ix_posts_superior_id",
                table: "posts",
                column: "superior_id");

            migrationBuilder.CreateIndex(
                name: "ix_posts_unit_id",
                table: "posts",
                column: "unit_id");

            migrationBuilder.CreateIndex(
                name: "ix_price_lists_company_id_scope",
                table: "price_lists",
                columns: new[] { "company_id", "scope" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_price_lists_unit_id",
                table: "price_lists",
                column: "unit_id");

            migrationBuilder.CreateIndex(
                name: "ix_priority_rules_company_id_code",
                table: "priority_rules",
                columns: new[] { "company_id", "code" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_product_models_company_id_added_at_id",
                table: "product_models",
                columns: new[] { "company_id", "added_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_product_models_company_id_code",
                table: "product_models",
                columns: new[] { "company_id", "code" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_quality_policies_company_id_edition",
                table: "quality_policies",
                columns: new[] { "company_id", "edition" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_questionnaires_company_id_number",
                table: "questionnaires",
                columns: new[] { "company_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_quote_answers_file_id",
                table: "quote_answers",
                column: "file_id");

            migrationBuilder.CreateIndex(
                name: "ix_quote_answers_quote_id",
                table: "quote_answers",
                column: "quote_id");

            migrationBuilder.CreateIndex(
                name: "ix_quote_answers_taken_by",
                table: "quote_answers",
                column: "taken_by");

            migrationBuilder.CreateIndex(
                name: "ix_quote_lines_price_list_id",
                table: "quote_lines",
                column: "price_list_id");

            migrationBuilder.CreateIndex(
                name: "ix_quotes_company_id_made_at_id",
                table: "quotes",
                columns: new[] { "company_id", "made_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_quotes_company_id_technician_id_made_at",
                table: "quotes",
                columns: new[] { "company_id", "technician_id", "made_at" });

            migrationBuilder.CreateIndex(
                name: "ix_quotes_company_id_unit_id_made_at_id",
                table: "quotes",
                columns: new[] { "company_id", "unit_id", "made_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_quotes_customer_id",
                table: "quotes",
                column: "customer_id");

            migrationBuilder.CreateIndex(
                name: "ix_quotes_order_id",
                table: "quotes",
                column: "order_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_quotes_technician_id",
                table: "quotes",
                column: "technician_id");

            migrationBuilder.CreateIndex(
                name: "ix_quotes_ticket_id",
                table: "quotes",
                column: "ticket_id");

            migrationBuilder.CreateIndex(
                name: "ix_quotes_unit_id",
                table: "quotes",
                column: "unit_id");

            migrationBuilder.CreateIndex(
                name: "ix_rating_links_company_id_own_device_at",
                table: "rating_links",
                columns: new[] { "company_id", "own_device_at" });

            migrationBuilder.CreateIndex(
                name: "ix_rating_links_order_id",
                table: "rating_links",
                column: "order_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_rating_links_token_hash",
                table: "rating_links",
                column: "token_hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_ratings_company_id_given_at_id",
                table: "ratings",
                columns: new[] { "company_id", "given_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_ratings_company_id_unit_id_date",
                table: "ratings",
                columns: new[] { "company_id", "unit_id", "date" });

            migrationBuilder.CreateIndex(
                name: "ix_ratings_customer_id",
                table: "ratings",
                column: "customer_id");

            migrationBuilder.CreateIndex(
                name: "ix_ratings_order_id_channel",
                table: "ratings",
                columns: new[] { "order_id", "channel" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_ratings_technician_id",
                table: "ratings",
                column: "technician_id");

            migrationBuilder.CreateIndex(
                name: "ix_ratings_ticket_id",
                table: "ratings",
                column: "ticket_id");

            migrationBuilder.CreateIndex(
                name: "ix_ratings_unit_id",
                table: "ratings",
                column: "unit_id");

            migrationBuilder.CreateIndex(
                name: "ix_receipt_books_company_id_unit_id_year",
                table: "receipt_books",
                columns: new[] { "company_id", "unit_id", "year" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_receipt_books_unit_id",
                table: "receipt_books",
                column: "unit_id");

            migrationBuilder.CreateIndex(
                name: "ix_request_types_company_id_code",
                table: "request_types",
                columns: new[] { "company_id", "code" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_satisfaction_policies_company_id_valid_from",
                table: "satisfaction_policies",
                columns: new[] { "company_id", "valid_from" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_saved_views_company_id_owner_list_name",
                table: "saved_views",
                columns: new[] { "company_id", "owner", "list", "name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_session_attendees_session_id",
                table: "session_attendees",
                column: "session_id");

            migrationBuilder.CreateIndex(
                name: "ix_session_attendees_signature_id",
                table: "session_attendees",
                column: "signature_id");

            migrationBuilder.CreateIndex(
                name: "ix_sessions_account_id_ended_at",
                table: "sessions",
                columns: new[] { "account_id", "ended_at" });

            migrationBuilder.CreateIndex(
                name: "ix_sessions_hash",
                table: "sessions",
                column: "hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_set_up_links_account_id",
                table: "set_up_links",
                column: "account_id");

            migrationBuilder.CreateIndex(
                name: "ix_set_up_links_hash",
                table: "set_up_links",
                column: "hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_shifts_technician_id_end",
                table: "shifts",
                columns: new[] { "technician_id", "end" });

            migrationBuilder.CreateIndex(
                name: "ix_site_sessions_company_id_planned_at_id",
                table: "site_sessions",
                columns: new[] { "company_id", "planned_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_site_sessions_customer_id",
                table: "site_sessions",
                column: "customer_id");

            migrationBuilder.CreateIndex(
                name: "ix_site_sessions_order_id",
                table: "site_sessions",
                column: "order_id");

            migrationBuilder.CreateIndex(
                name: "ix_site_sessions_unit_id",
                table: "site_sessions",
                column: "unit_id");

            migrationBuilder.CreateIndex(
                name: "ix_sites_customer_id",
                table: "sites",
                column: "customer_id");

            migrationBuilder.CreateIndex(
                name: "ix_sla_policies_company_id_code",
                table: "sla_policies",
                columns: new[] { "company_id", "code" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_staff_scheme_periods_card_id",
                table: "staff_scheme_periods",
                column: "card_id");

            migrationBuilder.CreateIndex(
                name: "ix_staff_schemes_company_id_person_id",
                table: "staff_schemes",
                columns: new[] { "company_id", "person_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_stand_ins_company_id_until",
                table: "stand_ins",
                columns: new[] { "company_id", "until" });

            migrationBuilder.CreateIndex(
                name: "ix_stand_ins_deputy_id",
                table: "stand_ins",
                column: "deputy_id");

            migrationBuilder.CreateIndex(
                name: "ix_stand_ins_person_id",
                table: "stand_ins",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_table_imports_company_id_sent_at_id",
                table: "table_imports",
                columns: new[] { "company_id", "sent_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_technician_days_company_id_technician_id_date",
                table: "technician_days",
                columns: new[] { "company_id", "technician_id", "date" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_technician_days_technician_id",
                table: "technician_days",
                column: "technician_id");

            migrationBuilder.CreateIndex(
                name: "ix_technicians_company_id_made_at_id",
                table: "technicians",
                columns: new[] { "company_id", "made_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_technicians_person_id",
                table: "technicians",
                column: "person_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_technicians_unit_id",
                table: "technicians",
                column: "unit_id");

            migrationBuilder.CreateIndex(
                name: "ix_ticket_alarms_company_id_person_id_at",
                table: "ticket_alarms",
                columns: new[] { "company_id", "person_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_ticket_alarms_person_id",
                table: "ticket_alarms",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_ticket_escalations_accepted_by_id",
                table: "ticket_escalations",
                column: "accepted_by_id");

            migrationBuilder.CreateIndex(
                name: "ix_ticket_escalations_company_id_at_id",
                table: "ticket_escalations",
                columns: new[] { "company_id", "at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_ticket_escalations_company_id_to_id_accepted_at",
                table: "ticket_escalations",
                columns: new[] { "company_id", "to_id", "accepted_at" });

            migrationBuilder.CreateIndex(
                name: "ix_ticket_escalations_in_place_of_id",
                table: "ticket_escalations",
                column: "in_place_of_id");

            migrationBuilder.CreateIndex(
                name: "ix_ticket_escalations_ticket_id_sequence",
                table: "ticket_escalations",
                columns: new[] { "ticket_id", "sequence" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_ticket_escalations_to_id",
                table: "ticket_escalations",
                column: "to_id");

            migrationBuilder.CreateIndex(
                name: "ix_ticket_escalations_unit_id",
                table: "ticket_escalations",
                column: "unit_id");

            migrationBuilder.CreateIndex(
                name: "ix_ticket_facts_person_id",
                table: "ticket_facts",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_ticket_messages_ticket_id_at",
                table: "ticket_messages",
                columns: new[] { "ticket_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_tickets_asset_id",
                table: "tickets",
                column: "asset_id");

            migrationBuilder.CreateIndex(
                name: "ix_tickets_company_id_asset_id_opened_at",
                table: "tickets",
                columns: new[] { "company_id", "asset_id", "opened_at" });

            migrationBuilder.CreateIndex(
                name: "ix_tickets_company_id_caller_phone_entered_at",
                table: "tickets",
                columns: new[] { "company_id", "caller_phone", "entered_at" });

            migrationBuilder.CreateIndex(
                name: "ix_tickets_company_id_customer_id_opened_at",
                table: "tickets",
                columns: new[] { "company_id", "customer_id", "opened_at" });

            migrationBuilder.CreateIndex(
                name: "ix_tickets_company_id_handler_id_next_due_at",
                table: "tickets",
                columns: new[] { "company_id", "handler_id", "next_due_at" });

            migrationBuilder.CreateIndex(
                name: "ix_tickets_company_id_next_due_at_id",
                table: "tickets",
                columns: new[] { "company_id", "next_due_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_tickets_company_id_number",
                table: "tickets",
                columns: new[] { "company_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_tickets_company_id_opened_at_id",
                table: "tickets",
                columns: new[] { "company_id", "opened_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_tickets_company_id_source_external_id",
                table: "tickets",
                columns: new[] { "company_id", "source", "external_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_tickets_company_id_technician_id_next_due_at",
                table: "tickets",
                columns: new[] { "company_id", "technician_id", "next_due_at" });

            migrationBuilder.CreateIndex(
                name: "ix_tickets_company_id_unit_id_closed_at",
                table: "tickets",
                columns: new[] { "company_id", "unit_id", "closed_at" });

            migrationBuilder.CreateIndex(
                name: "ix_tickets_company_id_unit_id_next_due_at_id",
                table: "tickets",
                columns: new[] { "company_id", "unit_id", "next_due_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_tickets_company_id_unit_id_opened_at_id",
                table: "tickets",
                columns: new[] { "company_id", "unit_id", "opened_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_tickets_contact_id",
                table: "tickets",
                column: "contact_id");

            migrationBuilder.CreateIndex(
                name: "ix_tickets_customer_id",
                table: "tickets",
                column: "customer_id");

            migrationBuilder.CreateIndex(
                name: "ix_tickets_follow_key",
                table: "tickets",
                column: "follow_key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_tickets_handler_id",
                table: "tickets",
                column: "handler_id");

            migrationBuilder.CreateIndex(
                name: "ix_tickets_repeat_by_id",
                table: "tickets",
                column: "repeat_by_id");

            migrationBuilder.CreateIndex(
                name: "ix_tickets_repeat_of_id",
                table: "tickets",
                column: "repeat_of_id");

            migrationBuilder.CreateIndex(
                name: "ix_tickets_site_id",
                table: "tickets",
                column: "site_id");

            migrationBuilder.CreateIndex(
                name: "ix_tickets_taken_by_id",
                table: "tickets",
                column: "taken_by_id");

            migrationBuilder.CreateIndex(
                name: "ix_tickets_technician_id",
                table: "tickets",
                column: "technician_id");

            migrationBuilder.CreateIndex(
                name: "ix_tickets_unit_id",
                table: "tickets",
                column: "unit_id");

            migrationBuilder.CreateIndex(
                name: "ix_ticks_next_at",
                table: "ticks",
                column: "next_at");

            migrationBuilder.CreateIndex(
                name: "ix_time_off_technician_id_end",
                table: "time_off",
                columns: new[] { "technician_id", "end" });

            migrationBuilder.CreateIndex(
                name: "ix_timers_state_due_at",
                table: "timers",
                columns: new[] { "state", "due_at" });

            migrationBuilder.CreateIndex(
                name: "ix_unit_calendars_calendar_id",
                table: "unit_calendars",
                column: "calendar_id");

            migrationBuilder.CreateIndex(
                name: "ix_unit_calendars_company_id",
                table: "unit_calendars",
                column: "company_id",
                unique: true,
                filter: "unit_id is null");

            migrationBuilder.CreateIndex(
                name: "ix_unit_calendars_company_id_unit_id",
                table: "unit_calendars",
                columns: new[] { "company_id", "unit_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_unit_calendars_unit_id",
                table: "unit_calendars",
                column: "unit_id");

            migrationBuilder.CreateIndex(
                name: "ix_unit_duties_person_id",
                table: "unit_duties",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_unit_duties_unit_id",
                table: "unit_duties",
                column: "unit_id");

            migrationBuilder.CreateIndex(
                name: "ix_unit_trees_company_id",
                table: "unit_trees",
                column: "company_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_units_company_id",
                table: "units",
                column: "company_id");

            migrationBuilder.CreateIndex(
                name: "ix_units_parent_id",
                table: "units",
                column: "parent_id");

            migrationBuilder.CreateIndex(
                name: "ix_used_parts_company_id_technician_id",
                table: "used_parts",
                columns: new[] { "company_id", "technician_id" });

            migrationBuilder.CreateIndex(
                name: "ix_used_parts_company_id_used_at_id",
                table: "used_parts",
                columns: new[] { "company_id", "used_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_used_parts_order_id",
                table: "used_parts",
                column: "order_id");

            migrationBuilder.CreateIndex(
                name: "ix_used_parts_technician_id",
                table: "used_parts",
                column: "technician_id");

            migrationBuilder.CreateIndex(
                name: "ix_used_parts_unit_id",
                table: "used_parts",
                column: "unit_id");

            migrationBuilder.CreateIndex(
                name: "ix_visits_company_id_technician_id_slot_start",
                table: "visits",
                columns: new[] { "company_id", "technician_id", "slot_start" });

            migrationBuilder.CreateIndex(
                name: "ix_visits_order_id",
                table: "visits",
                column: "order_id");

            migrationBuilder.CreateIndex(
                name: "ix_visits_technician_id",
                table: "visits",
                column: "technician_id");

            migrationBuilder.CreateIndex(
                name: "ix_work_orders_asset_id",
                table: "work_orders",
                column: "asset_id");

            migrationBuilder.CreateIndex(
                name: "ix_work_orders_company_id_created_at_id",
                table: "work_orders",
                columns: new[] { "company_id", "created_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_work_orders_company_id_number",
                table: "work_orders",
                columns: new[] { "company_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_work_orders_company_id_status_priority_created_at",
                table: "work_orders",
                columns: new[] { "company_id", "status", "priority", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ix_work_orders_company_id_technician_id_slot_start",
                table: "work_orders",
                columns: new[] { "company_id", "technician_id", "slot_start" });

            migrationBuilder.CreateIndex(
                name: "ix_work_orders_company_id_unit_id_created_at_id",
                table: "work_orders",
                columns: new[] { "company_id", "unit_id", "created_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_work_orders_contact_id",
                table: "work_orders",
                column: "contact_id");

            migrationBuilder.CreateIndex(
                name: "ix_work_orders_customer_id",
                table: "work_orders",
                column: "customer_id");

            migrationBuilder.CreateIndex(
                name: "ix_work_orders_english_report_id",
                table: "work_orders",
                column: "english_report_id");

            migrationBuilder.CreateIndex(
                name: "ix_work_orders_planned_unit_id",
                table: "work_orders",
                column: "planned_unit_id");

            migrationBuilder.CreateIndex(
                name: "ix_work_orders_report_id",
                table: "work_orders",
                column: "report_id");

            migrationBuilder.CreateIndex(
                name: "ix_work_orders_site_id",
                table: "work_orders",
                column: "site_id");

            migrationBuilder.CreateIndex(
                name: "ix_work_orders_technician_id",
                table: "work_orders",
                column: "technician_id");

            migrationBuilder.CreateIndex(
                name: "ix_work_orders_ticket_id",
                table: "work_orders",
                column: "ticket_id");

            migrationBuilder.CreateIndex(
                name: "ix_work_orders_unit_id",
                table: "work_orders",
                column: "unit_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "account_grants");

            migrationBuilder.DropTable(
                name: "answered_commands");

            migrationBuilder.DropTable(
                name: "apart_customers");

            migrationBuilder.DropTable(
                name: "api_tokens");

            migrationBuilder.DropTable(
                name: "appointments");

            migrationBuilder.DropTable(
                name: "audit_entries");

            migrationBuilder.DropTable(
                name: "audit_erasures");

            migrationBuilder.DropTable(
                name: "audit_seals");

            migrationBuilder.DropTable(
                name: "breach_reviews");

            migrationBuilder.DropTable(
                name: "calendar_versions");

            migrationBuilder.DropTable(
                name: "call_attempts");

            migrationBuilder.DropTable(
                name: "callback_answers");

            migrationBuilder.DropTable(
                name: "callback_people");

            migrationBuilder.DropTable(
                name: "callback_policies");

            migrationBuilder.DropTable(
                name: "care_visits");

            migrationBuilder.DropTable(
                name: "cash_entries");

            migrationBuilder.DropTable(
                name: "channel_test_lines");

            migrationBuilder.DropTable(
                name: "charge_rule_sets");

            migrationBuilder.DropTable(
                name: "checklist_versions");

            migrationBuilder.DropTable(
                name: "complaint_clocks");

            migrationBuilder.DropTable(
                name: "complaint_consultations");

            migrationBuilder.DropTable(
                name: "complaint_steps");

            migrationBuilder.DropTable(
                name: "completion_codes");

            migrationBuilder.DropTable(
                name: "contact_attempts");

            migrationBuilder.DropTable(
                name: "decided_stamps");

            migrationBuilder.DropTable(
                name: "desk_terms");

            migrationBuilder.DropTable(
                name: "dispatch_policies");

            migrationBuilder.DropTable(
                name: "dropped_deliveries");

            migrationBuilder.DropTable(
                name: "errands");

            migrationBuilder.DropTable(
                name: "field_policies");

            migrationBuilder.DropTable(
                name: "follow_ups");

            migrationBuilder.DropTable(
                name: "handovers");

            migrationBuilder.DropTable(
                name: "holiday_papers");

            migrationBuilder.DropTable(
                name: "id_blocks");

            migrationBuilder.DropTable(
                name: "import_refusals");

            migrationBuilder.DropTable(
                name: "import_runs");

            migrationBuilder.DropTable(
                name: "imported_customers");

            migrationBuilder.DropTable(
                name: "imported_events");

            migrationBuilder.DropTable(
                name: "jobs");

            migrationBuilder.DropTable(
                name: "kpi_card_editions");

            migrationBuilder.DropTable(
                name: "kpi_card_lines");

            migrationBuilder.DropTable(
                name: "kpi_results");

            migrationBuilder.DropTable(
                name: "kpi_targets");

            migrationBuilder.DropTable(
                name: "kpi_versions");

            migrationBuilder.DropTable(
                name: "last_uses");

            migrationBuilder.DropTable(
                name: "marks");

            migrationBuilder.DropTable(
                name: "measure_days");

            migrationBuilder.DropTable(
                name: "measures");

            migrationBuilder.DropTable(
                name: "message_policies");

            migrationBuilder.DropTable(
                name: "message_robots");

            migrationBuilder.DropTable(
                name: "message_templates");

            migrationBuilder.DropTable(
                name: "messages");

            migrationBuilder.DropTable(
                name: "number_series");

            migrationBuilder.DropTable(
                name: "order_acts");

            migrationBuilder.DropTable(
                name: "order_checklists");

            migrationBuilder.DropTable(
                name: "order_holds");

            migrationBuilder.DropTable(
                name: "order_links");

            migrationBuilder.DropTable(
                name: "order_photos");

            migrationBuilder.DropTable(
                name: "order_signatures");

            migrationBuilder.DropTable(
                name: "outbox");

            migrationBuilder.DropTable(
                name: "policy_adoptions");

            migrationBuilder.DropTable(
                name: "policy_set_versions");

            migrationBuilder.DropTable(
                name: "post_holders");

            migrationBuilder.DropTable(
                name: "price_list_versions");

            migrationBuilder.DropTable(
                name: "priority_rules");

            migrationBuilder.DropTable(
                name: "quality_policies");

            migrationBuilder.DropTable(
                name: "questions");

            migrationBuilder.DropTable(
                name: "quote_answers");

            migrationBuilder.DropTable(
                name: "quote_lines");

            migrationBuilder.DropTable(
                name: "rating_links");

            migrationBuilder.DropTable(
                name: "ratings");

            migrationBuilder.DropTable(
                name: "receipt_books");

            migrationBuilder.DropTable(
                name: "request_types");

            migrationBuilder.DropTable(
                name: "satisfaction_policies");

            migrationBuilder.DropTable(
                name: "saved_views");

            migrationBuilder.DropTable(
                name: "search_documents");

            migrationBuilder.DropTable(
                name: "session_attendees");

            migrationBuilder.DropTable(
                name: "sessions");

            migrationBuilder.DropTable(
                name: "set_up_links");

            migrationBuilder.DropTable(
                name: "shifts");

            migrationBuilder.DropTable(
                name: "sign_in_codes");

            migrationBuilder.DropTable(
                name: "sla_policy_versions");

            migrationBuilder.DropTable(
                name: "staff_scheme_periods");

            migrationBuilder.DropTable(
                name: "stand_ins");

            migrationBuilder.DropTable(
                name: "table_lines");

            migrationBuilder.DropTable(
                name: "table_made");

            migrationBuilder.DropTable(
                name: "table_matchings");

            migrationBuilder.DropTable(
                name: "technician_skills");

            migrationBuilder.DropTable(
                name: "ticket_alarms");

            migrationBuilder.DropTable(
                name: "ticket_clocks");

            migrationBuilder.DropTable(
                name: "ticket_escalations");

            migrationBuilder.DropTable(
                name: "ticket_facts");

            migrationBuilder.DropTable(
                name: "ticket_holds");

            migrationBuilder.DropTable(
                name: "ticket_messages");

            migrationBuilder.DropTable(
                name: "ticket_rescues");

            migrationBuilder.DropTable(
                name: "ticket_urges");

            migrationBuilder.DropTable(
                name: "ticks");

            migrationBuilder.DropTable(
                name: "time_off");

            migrationBuilder.DropTable(
                name: "timers");

            migrationBuilder.DropTable(
                name: "unit_calendars");

            migrationBuilder.DropTable(
                name: "unit_duties");

            migrationBuilder.DropTable(
                name: "unit_trees");

            migrationBuilder.DropTable(
                name: "used_parts");

            migrationBuilder.DropTable(
                name: "technician_days");

            migrationBuilder.DropTable(
                name: "visits");

            migrationBuilder.DropTable(
                name: "cash_hand_ins");

            migrationBuilder.DropTable(
                name: "payments");

            migrationBuilder.DropTable(
                name: "channel_tests");

            migrationBuilder.DropTable(
                name: "checklists");

            migrationBuilder.DropTable(
                name: "complaints");

            migrationBuilder.DropTable(
                name: "callbacks");

            migrationBuilder.DropTable(
                name: "kpis");

            migrationBuilder.DropTable(
                name: "policy_sets");

            migrationBuilder.DropTable(
                name: "posts");

            migrationBuilder.DropTable(
                name: "questionnaires");

            migrationBuilder.DropTable(
                name: "price_lists");

            migrationBuilder.DropTable(
                name: "site_sessions");

            migrationBuilder.DropTable(
                name: "accounts");

            migrationBuilder.DropTable(
                name: "sla_policies");

            migrationBuilder.DropTable(
                name: "kpi_cards");

            migrationBuilder.DropTable(
                name: "staff_schemes");

            migrationBuilder.DropTable(
                name: "table_imports");

            migrationBuilder.DropTable(
                name: "technicians");

            migrationBuilder.DropTable(
                name: "calendars");

            migrationBuilder.DropTable(
                name: "cash_boxes");

            migrationBuilder.DropTable(
                name: "quotes");

            migrationBuilder.DropTable(
                name: "companies");

            migrationBuilder.DropTable(
                name: "work_orders");

            migrationBuilder.DropTable(
                name: "files");

            migrationBuilder.DropTable(
                name: "tickets");

            migrationBuilder.DropTable(
                name: "assets");

            migrationBuilder.DropTable(
                name: "contacts");

            migrationBuilder.DropTable(
                name: "people");

            migrationBuilder.DropTable(
                name: "product_models");

            migrationBuilder.DropTable(
                name: "sites");

            migrationBuilder.DropTable(
                name: "customers");

            migrationBuilder.DropTable(
                name: "units");
        }
    }
}
