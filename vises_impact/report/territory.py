"""Whether a place lies in the territory that a company has declared."""

from odoo.tools import SQL


def is_local(postcode: SQL, country: SQL) -> SQL:
    """Whether a postcode begins as one of the company's own does; unknown where nothing tells.

    The statement joins ``res_company`` as ``company`` and the country of its taxes as
    ``own_country``. A prefix holds in that country, unless it names another: BE-77.

    :param country: code of the country; where it is empty, the company's own is meant.
    """
    return SQL(
        """
        CASE WHEN company.impact_territory ~ '[[:alnum:]]' AND %(postcode)s <> '' THEN EXISTS (
            SELECT 1
              FROM unnest(string_to_array(company.impact_territory, ',')) AS prefix
             WHERE trim(prefix) <> ''
               AND COALESCE(%(country)s, own_country.code, '') || '-' || %(postcode)s
                   LIKE CASE WHEN trim(prefix) LIKE '__-%%' THEN upper(trim(prefix))
                             ELSE COALESCE(own_country.code, '') || '-' || trim(prefix)
                        END || '%%'
        ) END
        """,
        postcode=postcode,
        country=country,
    )
