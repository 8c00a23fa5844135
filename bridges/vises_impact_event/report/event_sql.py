"""Which events were held, when and as what: common table expressions of the views.

``session``: one row per event, or per slot of an event that has slots. Events that are
cancelled or still to come are left out; archived ones were held. The day is that of the
company's calendar. An event without a company is that of the company that organises it.

An event may count as several things, one for each of its tags; with no mapped tag,
``classes`` is NULL: nobody knows.
"""

from odoo.tools import SQL

EVENT_DEPENDS = {
    "event.event": [
        "company_id",
        "date_begin",
        "date_end",
        "is_multi_slots",
        "kanban_state",
        "organizer_id",
        "tag_ids",
    ],
    "event.slot": ["end_datetime", "event_id", "start_datetime"],
    "impact.mapping": ["company_id", "event_class", "event_tag_id"],
    "res.company": ["partner_id", "resource_calendar_id"],
    "resource.calendar": ["tz"],
}
REGISTRATION_DEPENDS = {
    **EVENT_DEPENDS,
    "event.registration": ["email", "event_id", "event_slot_id", "name", "partner_id", "state"],
}
LONGEST_SESSION = "12 hours"
"""An event that lasts longer has breaks, or nights, that nobody wrote down."""

SESSION = SQL(
    """
    session AS (
        SELECT COALESCE(-slot.id, event.id) AS id,
               event.id AS event_id,
               slot.id AS slot_id,
               company.id AS company_id,
               (moment.start AT TIME ZONE 'UTC' AT TIME ZONE COALESCE(calendar.tz, 'UTC'))::date
                   AS date,
               CASE WHEN moment.stop > moment.start
                     AND moment.stop - moment.start <= %s::interval
                    THEN EXTRACT(EPOCH FROM moment.stop - moment.start) / 3600 END AS duration,
               slot.id IS NULL OR slot.id = first_value(slot.id) OVER (
                   PARTITION BY event.id ORDER BY moment.start, slot.id) AS is_first,
               (SELECT array_agg(m.event_class)
                  FROM event_event_event_tag_rel tag
                  JOIN impact_mapping m ON m.event_tag_id = tag.event_tag_id
                 WHERE tag.event_event_id = event.id AND m.company_id = company.id) AS classes
          FROM event_event event
          LEFT JOIN res_company organiser ON organiser.partner_id = event.organizer_id
          JOIN res_company company ON company.id = COALESCE(event.company_id, organiser.id)
          LEFT JOIN resource_calendar calendar ON calendar.id = company.resource_calendar_id
          LEFT JOIN event_slot slot ON slot.event_id = event.id AND event.is_multi_slots
         CROSS JOIN LATERAL (
                SELECT COALESCE(slot.start_datetime, event.date_begin) AS start,
                       COALESCE(slot.end_datetime, event.date_end) AS stop
               ) moment
         WHERE event.kanban_state IS DISTINCT FROM 'cancel'
           AND moment.start <= now() AT TIME ZONE 'UTC'
    )
    """,
    LONGEST_SESSION,
)
# What an event counts as; the body whose meeting it is, for a breakdown.
CLASS_COLUMNS = SQL(
    """
    'public' = ANY(session.classes) AS is_public,
    'collective' = ANY(session.classes) AS is_collective,
    'volunteer_training' = ANY(session.classes) AS is_volunteer_training,
    CASE WHEN session.classes IS NULL THEN NULL
         WHEN 'user_body' = ANY(session.classes) THEN 'users'
         WHEN 'other_body' = ANY(session.classes) THEN 'others'
         ELSE 'none' END AS body
    """
)
# Registrations with the session they are for, and whether anybody was marked as present.
REGISTERED = SQL(
    """
    registered AS (
        SELECT registration.*, session.id AS session_id,
               bool_or(registration.state = 'done') OVER (PARTITION BY session.id) AS is_taken
          FROM event_registration registration
          JOIN session ON session.event_id = registration.event_id
                      AND (session.slot_id IS NULL
                           OR session.slot_id = registration.event_slot_id
                           OR registration.event_slot_id IS NULL AND session.is_first)
         WHERE registration.state <> 'cancel'
    )
    """
)
BODIES = [
    ("users", "Body of users"),
    ("others", "Body of workers or others"),
    ("none", "No such body"),
]
